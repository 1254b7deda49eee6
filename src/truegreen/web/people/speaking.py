"""In which language and zone somebody is spoken to: the ones they chose, else what their browser asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from truegreen.web.models import Member
from truegreen.web.written import in_zone

LANGUAGES: Final[dict[str, str]] = dict(settings.LANGUAGES)
"""Languages that the workspace speaks, each by its own name."""
_NO_PLACES: Final = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def speaking(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer in the language and zone of whoever is signed in; of others, the browser has said which language."""

    def spoken(request: HttpRequest) -> HttpResponse:
        member = request.user if isinstance(request.user, Member) and request.user.is_active else None
        if member and member.language in LANGUAGES:
            translation.activate(member.language)
            request.LANGUAGE_CODE = member.language
        with in_zone(member.zone if member and member.zone in zones() else ""):
            return answer(request)

    return spoken


@contextmanager
def spoken_to(member: Member | None) -> Iterator[None]:
    """Speak somebody's language for a while, where they are not here: in what is sent to them."""
    language = member.language if member and member.language in LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(language), in_zone(member.zone if member else ""):
        yield


@cache
def zones() -> tuple[str, ...]:
    """Give the zones to choose from: places, and UTC."""
    places = (each for each in available_timezones() if "/" in each and not each.startswith(_NO_PLACES))
    return ("UTC", *sorted(places))
