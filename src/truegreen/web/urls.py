"""Addresses, made from the doors and the calls; those of signing in stand in ``account_urls``."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, re_path

from truegreen.web.api.problems import no_call
from truegreen.web.api.served import addresses
from truegreen.web.doors import doors
from truegreen.web.gate import through

handler400 = "truegreen.web.wrong.unreadable"
handler404 = "truegreen.web.gate.nothing"
handler429 = "truegreen.web.wrong.too_often"
handler500 = "truegreen.web.wrong.broken"
urlpatterns: list[Any] = [
    path("account/", include("truegreen.web.people.account_urls")),
    *(path(each.path, through(each), name=each.name) for each in doors()),
    path("api/v1/", addresses()),
    re_path("^api/", no_call),
]
