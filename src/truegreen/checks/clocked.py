"""Which measures read a clock, what else watches over it, and the money that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Measure
from truegreen.model.clock import Clock

PARAMETER: Final = "clock"
AGAIN: Final = ("reopen_rate", "repeat_contact", "first_contact_resolution")
"""Metrics that tell whether a matter came back."""
VOID: Final = "void_share"
"""The metric that counts void runs."""


def read_by(agreement: Agreement, clock: str) -> list[str]:
    """Give the measures that read a clock."""
    return [name for name, each in agreement.measures.items() if each.parameters.get(PARAMETER) == clock]


def read_clocks(agreement: Agreement) -> Iterator[tuple[str, Clock]]:
    """Give the clocks that measures read, since on others nothing hangs."""
    return ((name, clock) for name, clock in agreement.clocks.items() if read_by(agreement, name))


def watched(agreement: Agreement, *metrics: str, clock: str = "") -> bool:
    """Say whether a measure with a target is of one of some metrics, and of a clock where one is named."""
    return any(
        each.target and _is(each, metrics) and each.parameters.get(PARAMETER, clock) == clock
        for each in agreement.measures.values()
    )


def _is(measure: Measure, metrics: tuple[str, ...]) -> bool:
    return any(f"{measure.metric}.".startswith(f"{each}.") for each in metrics)


def hanging(agreement: Agreement, clock: str) -> str:
    """Say in the end of a sentence how much money hangs on a clock; empty if none does."""
    month = imagined(agreement)
    names = [name for name in read_by(agreement, clock) if name in month.paying]
    losses = [month.loss(name, each.level) for name in names for each in month.sweep(name)]
    loss = max(losses, default=Fraction(0))
    return f"; {month.stake(loss)} hang on it" if loss > 0 else ""
