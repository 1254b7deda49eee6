"""A clock that is stopped by what only happens, while its start lasts, is set going again by the next step.

A first answer stops a clock that the opening started; the case still stands opened, and the next note starts the clock
anew. Only a clock that says what a second time means is safe: one that ignores it, or one that what lasts stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import EVENTS, ends, holds, said, stands
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock, Reopened, When
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find stops of clocks after which a step that changes nothing starts the clock again."""
    for name, clock in agreement.clocks.items():
        for each in clock.stops if clock.reopened is not Reopened.IGNORED else ():
            if _is_undone(clock, each):
                says = f"After “{said(each)}” the start of “{name}” still holds, so the next step sets it going again."
                remedy = "Write reopened: ignored if only the first time counts, or stop it where a case stays so."
                yield warning(clock.at, "starts-again", says, remedy)


def _is_undone(clock: Clock, stop: str | When) -> bool:
    """Say whether a start may hold after a stop and a further step that starts and stops nothing by itself."""
    others = [each for each in EVENTS if each not in _steps(clock)]
    after = {each._replace(kind=other) for each in stands(clock) if holds((stop,), each) for other in others}
    return any(holds(clock.starts, each) and not ends(clock, each) for each in after)


def _steps(clock: Clock) -> set[str]:
    listed = ((each,) if isinstance(each, str) else each.step for each in clock.starts + clock.stops)
    return {step for steps in listed for step in steps}
