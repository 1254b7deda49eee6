"""A case's life: the steps made in it, and how the case stood after each.

Every source tells steps in its own way and none tells all. A step says what happened; what it does not tell (team,
priority, calendar, state) stays as it was, and what no step ever tells is taken from the case. Opening, first answer,
resolution and closing that no step tells are taken from the case's own times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from truegreen.model.clock import PHASES, STEPS

FROM_CASE: Final = {
    "opened": "opened_at", "responded": "first_response_at", "resolved": "resolved_at", "closed": "closed_at",
}  # fmt: skip
"""Steps that the case's own times tell where no event does."""


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a case as the records tell it; None where it tells nothing."""

    at: datetime
    kind: str
    number: int | None = None
    team: str | None = None
    priority: str | None = None
    calendar: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A step, and how the case stood after it.

    Attributes:
        at: when, in whole seconds.
        kind: the step made.
        step: the last step that says how the case stands.
        team, priority, calendar, state: as they stood from then on.
    """

    at: datetime
    kind: str
    step: str
    team: str | None
    priority: str | None
    calendar: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Life:
    """A case and its moments, in order.

    Attributes:
        case: the case's own columns, as of today.
        moments: what happened.
        known_until: until when the records tell.
    """

    case: Mapping[str, object]
    moments: tuple[Moment, ...]
    known_until: datetime

    def member(self, name: str, moment: Moment) -> str | None:
        """Give what a case belonged to at a moment: its team, priority or record of hours then; else of today."""
        if name in ("team", "priority"):
            return getattr(moment, name)  # type: ignore[no-any-return]
        if name == "record":
            return moment.calendar
        held = self.case.get(name)
        return None if held is None else str(held)


def life_of(case: Mapping[str, object], events: Iterable[Event], known_until: datetime) -> Life:
    """Put a case's life together.

    Args:
        case: its row, by column.
        events: its steps, in any order.
        known_until: until when the records tell.
    """
    told = list(events)
    steps = sorted([*told, *_untold(case, {each.kind for each in told})], key=_order)
    return Life(case, tuple(_moments(case, steps)), known_until.replace(microsecond=0))


def _untold(case: Mapping[str, object], told: set[str]) -> Iterator[Event]:
    for kind, column in FROM_CASE.items():
        at = case.get(column)
        if kind not in told and isinstance(at, datetime):
            yield Event(at, kind, -1 if kind == "opened" else 1 << 31)


def _order(event: Event) -> tuple[datetime, int, int]:
    return event.at, event.number or 0, STEPS.index(event.kind)


def _moments(case: Mapping[str, object], steps: Sequence[Event]) -> Iterator[Moment]:
    team, priority = (None if case.get(name) is None else str(case[name]) for name in ("team", "priority"))
    stands = Moment(datetime.min, "", "", None, None, None, None)  # noqa: DTZ901 (facts are naive UTC)
    for each in steps:
        stands = replace(
            stands,
            at=each.at.replace(microsecond=0),
            kind=each.kind,
            step=each.kind if each.kind in PHASES else stands.step,
            team=each.team or stands.team,
            priority=each.priority or stands.priority,
            calendar=each.calendar or stands.calendar,
            state=each.state or stands.state,
        )
        yield replace(stands, team=stands.team or team, priority=stands.priority or priority)
