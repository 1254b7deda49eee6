"""What is written of what a clock says: its conditions, its hours, its target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from truegreen.model.clock import Clock, From, Per, TargetBy, When, ZoneOf

STEPS: Final[Mapping[str, str]] = {
    "waiting_on_customer": "waiting for the customer", "waiting_on_other": "waiting for others",
    "customer_replied": "customer replied", "responded": "answered",
}  # fmt: skip
"""Steps whose name is not what people say."""


def aspect(clock: Clock, what: str) -> str:
    """Write what a clock says of one thing in which clocks differ, as ``bridge`` names it."""
    return _ASPECTS[what](clock)


def _start(clock: Clock) -> str:
    return any_of(clock.starts) + (f", counted from {clock.counts_from}" if clock.counts_from is From.OPENED else "")


def _turn(clock: Clock) -> str:
    return "each team's" if clock.per is Per.TEAM else "the case's"


def _schedule(clock: Clock) -> str:
    return hours(clock) + (" in the customer's zone" if clock.zone_of is ZoneOf.CUSTOMER else "")


def _rounding(clock: Clock) -> str:
    return f"whole units of {clock.whole}" if clock.whole else "to the second"


def _void(clock: Clock) -> str:
    parts = [
        *([any_of(clock.cancels)] if clock.cancels else []),
        *(["what started it no longer holds"] if clock.lapses else []),
        *([f"{'void' if clock.reset_voids else 'ended'} {any_of(clock.resets)}"] if clock.resets else []),
        f"merged: {clock.merged}",
    ]
    return ", ".join(parts)


def _target(clock: Clock) -> str:
    by = clock.target
    if not isinstance(by, TargetBy):
        return str(by or "none")
    each = [f"{member} {target}" for member, target in by.each.items()]
    return ", ".join([*each, *([f"otherwise {by.otherwise}"] if by.otherwise else []), f"by the {by.by} {by.as_of}"])


def any_of(conditions: Sequence[str | When]) -> str:
    """Write conditions, any of which may hold."""
    return " or ".join(STEPS.get(each, each) if isinstance(each, str) else _when(each) for each in conditions)


def _when(stands: When) -> str:
    """Write how a case must stand.

    >>> _when(When(state=("On hold", "Parked"), team=("Desk",)))
    'on “On hold” or “Parked” with team Desk'
    """
    parts = [
        " or ".join(STEPS.get(each, each) for each in stands.step),
        "on " + " or ".join(f"“{each}”" for each in stands.state) if stands.state else "",
        "with priority " + " or ".join(stands.priority) if stands.priority else "",
        "with team " + " or ".join(stands.team) if stands.team else "",
    ]
    return " ".join(filter(None, parts))


def hours(clock: Clock) -> str:
    """Write by whose hours a clock runs."""
    calendar = clock.calendar
    if isinstance(calendar, str):
        return f"by {calendar}" if calendar else "around the clock"
    return f"by the hours of its {calendar.by}, {calendar.takes}"


_ASPECTS: Final[Mapping[str, Callable[[Clock], str]]] = {
    "start": _start,
    "stop": lambda clock: any_of(clock.stops),
    "reopening": lambda clock: str(clock.reopened),
    "what is void": _void,
    "whose turn": _turn,
    "schedule": _schedule,
    "pauses": lambda clock: any_of(clock.pauses) or "none",
    "target": _target,
    "rounding": _rounding,
}
"""The aspects of ``clocks.bridge``."""
