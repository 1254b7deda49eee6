"""Who talks to whom, when both sides meet next, and what somebody can open: the lower part of governance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.bow_tie import BowTie, End, Tie, bow_tie
from truegreen.governance.cadence import coming
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.model.people import EVERY, Person
from truegreen.reports.bow_tie_picture import bow_tie_of, who
from truegreen.reports.rendering import drawing
from truegreen.web import words
from truegreen.web.doors import Asked
from truegreen.web.models import Member
from truegreen.web.rendering import part
from truegreen.web.shown.squeezing import Squeezed
from truegreen.web.written import date_of

FROM_ELSEWHERE: Final = ("dispute", "save", "statement")
"""Kinds that are opened where they arise, and not here."""


@dataclass(frozen=True, slots=True)
class Known:
    """What decides who is shown to talk to whom, and what can be opened.

    Attributes:
        agreement: its id.
        talks: who talks to whom, as far as who looks may see.
        meetings: each meeting with its next day.
        opening: kinds of matters, each with why who looks may not open one.
        language: in which it is read.
    """

    agreement: str
    talks: BowTie
    meetings: tuple[tuple[str, date], ...]
    opening: tuple[tuple[str, Denied | None], ...]
    language: str | None


def known(asked: Asked) -> Known:
    """Say what decides what somebody is shown of it."""
    of, person = asked.of, asked.person
    meetings = tuple((each.name, each.days[0]) for each in coming(of, timezone.localdate(), 1) if each.days)
    opening = tuple(
        (each.name, denied(person, each.opening.right, of.agreement)) for each in kinds().values()
        if each.name not in FROM_ELSEWHERE
    )  # fmt: skip
    return Known(of.agreement, bow_tie(of, people_shown(asked)), meetings, opening, get_language())


@lru_cache(maxsize=256)
def talks(of: Known) -> Squeezed:
    """Write and draw it, once for all who see the same."""
    told = _in_words(of.talks)
    return part(
        "talks.html", agreement=of.agreement, talks=told, picture=drawing(bow_tie_of(told, gettext)), day=day,
        ties=[*_ties(told)], meetings=of.meetings, opening=[(kinds()[name], no) for name, no in of.opening],
    )  # fmt: skip


def day(of: date) -> str:
    """Write a day with its weekday."""
    return date_of(of, weekday=True)


def _in_words(of: BowTie) -> BowTie:
    """Give the same with what rules say of it in the language of who reads."""
    return replace(of, escalations=_told(of.escalations), meetings=_told(of.meetings), here=_told(of.here))


def _told(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(
        replace(each, about=words.said(each.about), when=words.said(each.when), client=_ends(each.client),
                provider=_ends(each.provider)) for each in ties
    )  # fmt: skip


def _ends(of: Iterable[End]) -> tuple[End, ...]:
    return tuple(replace(each, name=words.said(each.name)) for each in of)


def _ties(of: BowTie) -> Iterator[tuple[str, str, str, str]]:
    """Give who talks to whom as rows: of what, how often, and both ends."""
    for each in (*of.escalations, *of.meetings, *of.here):
        ends = (
            ", ".join(": ".join(filter(None, [end.name, ", ".join(who(end, gettext))])) for end in side)
            for side in (each.client, each.provider)
        )
        one, other = ends
        also = gettext("also: %s") % ", ".join(each.others) if each.others else ""
        yield each.about, "; ".join(filter(None, [each.when, also])), one, other


def people_shown(asked: Asked) -> list[Person] | None:
    """Give those who sit for the agreement; None if whoever looks may not see who has which post."""
    if denied(asked.person, Right.SEE_PEOPLE, asked.of.agreement):
        return None
    found = Member.objects.filter(
        is_active=True, seats__agreement__in=(asked.of.agreement, EVERY), seats__ended_at__isnull=True
    ).prefetch_related("seats", "authenticator_set")
    return [each.person() for each in found.order_by("name").distinct()]
