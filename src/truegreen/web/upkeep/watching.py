"""Watch each request: give it a number, log which door answered what and how fast, and count it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from truegreen.web.upkeep.counting import COUNTS, count, keep
from truegreen.web.upkeep.logs import REQUEST

LOG: Final = logging.getLogger("truegreen.request")


def watched(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give what answers, watched."""

    def watches(request: HttpRequest) -> HttpResponseBase:
        began, number = perf_counter(), secrets.token_hex(8)
        holds = REQUEST.set(number)
        try:
            given = answer(request)
            took, door = perf_counter() - began, door_of(request)
            LOG.info("answered", extra={"door": door, "status": given.status_code, "ms": round(took * 1000, 1)})
            count(door, given.status_code, took)
            keep(settings.FOLDER / COUNTS)
            given["X-Request-ID"] = number
            return given
        finally:
            REQUEST.reset(holds)

    return watches


def door_of(request: HttpRequest) -> str:
    """Name the door that was asked; never its address, which may hold a secret."""
    match = getattr(request, "resolver_match", None)
    if match:
        return str(match.view_name or "unnamed")
    return "static" if request.path.startswith(str(settings.STATIC_URL)) else "none"
