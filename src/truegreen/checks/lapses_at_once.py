"""A clock that lapses where its start no longer holds needs a start that lasts; one that only happens is over at once.

After the next step, whatever it is, the case was not answered, assigned or updated just now, and the clock is void.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import EVENTS, said
from truegreen.model.agreement import Agreement
from truegreen.model.clock import When
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that lapse and are started by something that only happens."""
    for name, clock in agreement.clocks.items():
        for each in clock.starts if clock.lapses else ():
            steps = each.step if isinstance(each, When) else (each,)
            if steps and all(step in EVENTS for step in steps):
                says = f"“{said(each)}” only happens, so at the next step “{name}” lapses and is void."
                remedy = "Start it where a case stands so for a while, like working or a state, or write lapses: no."
                yield warning(clock.at, "lapses-at-once", says, remedy)
