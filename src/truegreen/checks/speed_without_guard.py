"""Money on speed alone buys fast answers that do not help: calls are cut short, passed on, and come back.

Where one task is measured and the other is not, the best reward of the measured one falls with every bit of effort that
it takes from the other, to nothing where they exclude each other (Holmström and Milgrom 1991). Dell's agents passed on
calls to hold their handle time. A guard is a measure of repeats, reopened cases or first-contact resolution that moves
money too, or without which the money for speed is not paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Better, Measure, Role, Unit
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S10"
LEVEL: Final = Level.WARNING
_SPEED: Final = ("handle_time", "speed_of_answer", "service_level", "response_time", "response_on_time", "occupancy",
                 "utilization", "abandonment", "on_time", "resolution_time")  # fmt: skip
_GUARD: Final = ("repeat_contact", "reopen_rate", "first_contact_resolution", "first_level_resolution", "transfer_rate",
                 "critical_error_accuracy", "quality_score", "cost_per_resolution", "agent_disconnect_rate",
                 "csat", "ces", "nps")  # fmt: skip


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find money on speed in an agreement where no guard moves money."""
    month = imagined(agreement)
    paid = {name: agreement.measures[name] for name in month.paying}
    fast = [name for name, each in paid.items() if _is_speed(each)]
    if not fast or any(_is_guard(each) for each in paid.values()):
        return
    name = fast[0]
    loss = max((month.loss(name, each.level) for each in month.sweep(name)), default=None)
    stake = f", up to {month.stake(loss)} for “{name}”" if loss else ""
    says = f"Speed moves money ({', '.join(fast)}{stake}), and whether the matter was solved moves none."
    guards = [each for each, measure in agreement.measures.items() if _is_guard(measure)]
    which = f", like “{guards[0]}”" if guards else ", like repeat contacts or first-contact resolution"
    remedy = f"Give money to a measure of solving{which}, or pay for speed only if it is met."
    yield warning(month.place(name), "speed-without-guard", says, remedy)


def _is_speed(measure: Measure) -> bool:
    """Say whether a measure is one of speed: by its metric, or as a reported time that should be short."""
    short = measure.unit is Unit.SECONDS and measure.better is Better.LOWER
    return measure.metric.partition(".")[0] in _SPEED or (measure.is_reported and short)


def _is_guard(measure: Measure) -> bool:
    known = measure.metric.partition(".")[0] in _GUARD
    return known or measure.role is Role.EXPERIENCE or (measure.is_reported and not _is_speed(measure))
