"""A clock that waits for a step which no record can tell never starts, stops or pauses there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement
from truegreen.model.clock import STEPS, Clock, When
from truegreen.model.finding import Finding, Level, error
from truegreen.units.span import Span

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find steps in the conditions of clocks that do not exist."""
    for name, clock in agreement.clocks.items():
        for at, step in dict.fromkeys(_steps(clock)):
            if step not in STEPS:
                says = f"The clock “{name}” asks for the step “{step}”, which does not exist."
                remedy = f"{did_you_mean(step, STEPS)} A source's own word for it goes under state: of a condition."
                yield error(at, "unknown-clock-step", says, remedy)


def _steps(clock: Clock) -> Iterator[tuple[Span, str]]:
    for each in (*clock.starts, *clock.stops, *clock.pauses, *clock.resumes, *clock.resets, *clock.cancels):
        if isinstance(each, When):
            yield from ((each.at, step) for step in each.step)
        else:
            yield clock.at, each
