"""A case that its own provider may cancel is late only if the provider lets it be.

Void runs count nowhere: neither as kept nor as missed. In ServiceNow's own tables the rows of cancelled clocks stay,
and among them those that had been breached before. A counter is a target for the share of runs that are made void.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import VOID, hanging, read_clocks, watched
from truegreen.checks.stands import Stand, holds, stands
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S51"
LEVEL: Final = Level.WARNING
_MOVES: Final = ("state", "priority", "team")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that are made void by what the provider may set, where no target watches void runs."""
    for name, clock in read_clocks(agreement):
        what = _at_will(clock)
        if what and not watched(agreement, VOID, clock=name):
            stake = hanging(agreement, name)
            says = f"The provider may make “{name}” void by {what}, and nothing counts void runs{stake}."
            remedy = f"Add a target for them, like {VOID}.by_clock."
            yield warning(clock.at, "cancelled-at-will", says, remedy)


def _at_will(clock: Clock) -> str:
    if holds(clock.cancels, Stand("cancelled", "cancelled")):
        return "cancelling the case"
    words = {name for each in stands(clock) if holds(clock.cancels, each) for name in _MOVES if getattr(each, name)}
    return f"setting the {' or the '.join(each for each in _MOVES if each in words)}" if words else ""
