"""A reset that lasts resets the clock at every further step, so that it is fresh as long as anybody does anything.

A priority, a team or a phase stays as it is until it changes: a clock that it resets and starts is reset by each note
and each mail that follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import EVENTS, Stand, beginning, holds, said
from truegreen.model.agreement import Agreement
from truegreen.model.clock import When
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find resets of clocks that hold, with a start, also after steps that change nothing."""
    for name, clock in agreement.clocks.items():
        for each in clock.resets:
            if any(_lasts(each, stand) for stand in beginning(clock)):
                says = f"“{said(each)}” lasts, and every further step then resets “{name}” again."
                remedy = f"Reset it by what only happens: {', '.join(EVENTS)}."
                yield warning(clock.at, "reset-again-and-again", says, remedy)


def _lasts(condition: str | When, stand: Stand) -> bool:
    """Say whether a condition holds after a step that it does not name, and that says nothing of how the case is."""
    named = condition.step if isinstance(condition, When) else (condition,)
    return stand.kind in EVENTS and stand.kind not in named and holds((condition,), stand)
