"""Visit the workspace as somebody."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.web.people import AGREEMENT
from truegreen.web.models import Member


def visitor(who: str = "", **more: Any) -> Client:
    """Give a browser in which somebody is signed in; nobody, if no name is given."""
    client = Client(HTTP_HOST="localhost", **more)
    if who:
        client.force_login(
            Member.objects.get(key=f"p-{who}"), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def at(place: str, agreement: str = AGREEMENT) -> str:
    """Give an address of the agreement."""
    return f"/a/{agreement}/{place}"
