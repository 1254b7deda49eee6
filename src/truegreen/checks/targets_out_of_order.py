"""Where the urgent may take longer than the rest, a mistake in the text makes it pay to call nothing urgent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.clock import CalendarOf, TargetBy
from truegreen.model.finding import Finding, Level, warning
from truegreen.units.quantity import SECONDS

LEVEL: Final = Level.WARNING
_WORDS: Final = {
    "critical": 0, "urgent": 0, "highest": 0, "high": 1, "major": 1, "medium": 2, "moderate": 2, "normal": 2,
    "low": 3, "minor": 3, "lowest": 4,
}  # fmt: skip
_NUMBERED: Final = re.compile(r"(?:p|s|sev|severity|prio|priority)[ _-]*(\d{1,3})", re.IGNORECASE)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that give a case of a higher priority more time, where the priorities' names say which is higher."""
    for name, clock in agreement.clocks.items():
        says = clock.target
        if not isinstance(says, TargetBy) or says.by is not CalendarOf.PRIORITY:
            continue
        times = {member: each for member, each in says.each.items() if each.unit in SECONDS}
        for (one, high), (other, low) in combinations(sorted(_ranked(times).items(), key=lambda each: each[1]), 2):
            if high < low and times[one].in_unit("seconds") > times[other].in_unit("seconds"):
                text = (
                    f"By “{name}” a case of “{one}” may take {times[one]}, longer than “{other}” with {times[other]}."
                )
                yield warning(says.at, "targets-out-of-order", text, "Give the higher priority the shorter time.")


def _ranked(members: Mapping[str, object]) -> dict[str, int]:
    """Give the urgency of each member, 0 the highest, if the names of all say it in the same way."""
    for rank in (_by_word, _by_number):
        ranks = {member: found for member in members if (found := rank(member)) is not None}
        if len(ranks) == len(members):
            return ranks
    return {}


def _by_word(member: str) -> int | None:
    found = {_WORDS[word] for word in re.findall("[a-z]+", member.lower()) if word in _WORDS}
    return found.pop() if len(found) == 1 else None


def _by_number(member: str) -> int | None:
    found = _NUMBERED.fullmatch(member.strip())
    return int(found[1]) if found else None
