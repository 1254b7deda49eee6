"""A target that is no time, or none at all, can be neither kept nor missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock, TargetBy
from truegreen.model.finding import Finding, Level, error
from truegreen.units.quantity import SECONDS, Quantity

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find targets and whole units of clocks that are no time of a second or more."""
    for name, clock in agreement.clocks.items():
        for what, quantity in _times(clock):
            if quantity.unit not in SECONDS or quantity.in_unit("seconds") < 1:
                says = f"{what} of the clock “{name}”, {quantity}, is no time of a second or more."
                yield error(clock.at, "odd-clock-time", says, "Write a number and s, min, h or d, like 8 h.")


def _times(clock: Clock) -> Iterator[tuple[str, Quantity]]:
    says = clock.target
    if isinstance(says, TargetBy):
        yield from ((f"The target for “{member}”", each) for member, each in says.each.items())
        yield from [("The target for all others", says.otherwise)] if says.otherwise else ()
    elif says is not None:
        yield "The target", says
    if clock.whole is not None:
        yield "The unit", clock.whole
