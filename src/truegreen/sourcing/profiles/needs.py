"""Needs of a contact type and of a segment together: whatever one of them asks is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from truegreen.model.plan import EIGHTY, Level, Needs, Plan

LEVELS: Final = tuple(Level)
NO_PLACE: Final = "a place that contact type and segment both allow"
"""What is written where two lists of places have none in common: no site can be there."""


def needs_of(plan: Plan, contact_type: str, segment: str = "") -> Needs:
    """Give what a site must have for a contact type of a segment; nothing where the plan says nothing."""
    said = []
    if contact_type in plan.types:
        said.append(plan.types[contact_type].needs)
    if segment in plan.segments:
        said.append(plan.segments[segment].needs)
    return together(said)


def together(said: Iterable[Needs]) -> Needs:
    """Give needs that hold at once: the better level of a language, all hours and certificates, places in common."""
    every = list(said)
    languages: dict[str, Level] = {}
    for each in every:
        for language, level in each.languages.items():
            languages[language] = max(level, languages.get(language, level), key=LEVELS.index)
    asking = [each for each in every if each.solved is not None]
    return Needs(
        languages=languages,
        open=tuple(dict.fromkeys(shift for each in every for shift in each.open)),
        certificates=tuple(dict.fromkeys(name for each in every for name in each.certificates)),
        residency=_places([each.residency for each in every if each.residency]),
        solved=max((each.solved for each in asking if each.solved), key=lambda each: each.number, default=None),
        chance=max((each.chance for each in asking), key=lambda each: each.number, default=EIGHTY),
    )


def _places(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not lists:
        return ()
    return tuple(each for each in lists[0] if all(each in other for other in lists)) or (NO_PLACE,)
