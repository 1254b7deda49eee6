"""What happened with an account, day by day: a lane for each kind of event, the serious ones larger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from truegreen.model.warning import Happened
from truegreen.reports.figures import period
from truegreen.reports.rendering import rendered
from truegreen.units.period import add_months, period_of

WIDTH: Final = 860
LEFT, RIGHT, TOP = 130, 840, 30
LANE: Final = 30
DAYS: Final = 180
"""Days that are drawn, where nothing older is told."""
LANES: Final = ("signal", "survey", "case", "engagement", "silence", "revenue", "save", "renewal")
_SERIOUS: Final = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """One event: where it stands, how large and in which tone it is drawn, and what it was."""

    at: float
    size: float
    tone: str
    words: str


def timeline_of(account: str, timeline: Sequence[Happened], until: date) -> str:
    """Draw what happened with an account up to a day, as an SVG element.

    Args:
        account: whose.
        timeline: what happened.
        until: the last day.
    """
    first = min([*(each.day for each in timeline), until - timedelta(days=DAYS)])
    span = max((until - first).days, 1)

    def at(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max((day - first).days / span, 0), 1), 2)

    kinds = [*dict.fromkeys([*LANES, *(each.kind for each in timeline)])]
    lanes = [(kind, [_dot(each, at(each.day)) for each in timeline if each.kind == kind]) for kind in kinds]
    held = [each for each in lanes if each[1]]
    bottom = TOP + LANE * max(len(held), 1)
    title = f"{account}: what happened from {first.isoformat()} to {until.isoformat()}"
    months = [(at(day), name) for day, name in _months(first, until)]
    return rendered("timeline.svg", title=title, lanes=held, months=months, left=LEFT, right=RIGHT, top=TOP, step=LANE,
                    bottom=bottom, size=(WIDTH, bottom + 30))  # fmt: skip


def _dot(each: Happened, at: float) -> Dot:
    tone = "bad" if each.weight >= _SERIOUS else "good" if each.weight < 0 else "plain"
    return Dot(at, 3.5 + max(each.weight, 0), tone, f"{each.day.isoformat()}: {each.words}")


def _months(first: date, until: date) -> list[tuple[date, str]]:
    """Give the first days of the months in between, with their names."""
    found, day = [], add_months(first.replace(day=1), 1)
    while day <= until:
        name = period(period_of(day))
        found.append((day, name[:3] if day.month > 1 else f"{name[:3]} {day.year}"))
        day = add_months(day, 1)
    return found
