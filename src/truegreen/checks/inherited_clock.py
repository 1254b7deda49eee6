"""A team that gets a case late and a clock that counts from the opening inherits time that others used up.

Users of GLPI ask for operating-level clocks of which the second team's does not begin dead (issue 1911).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.clock import From, Per
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks of each team's turn that count from when the case was opened."""
    for name, clock in agreement.clocks.items():
        if clock.per is Per.TEAM and clock.counts_from is From.OPENED:
            says = f"“{name}” runs for each team's turn and counts from the opening, so a second team inherits it."
            remedy = "Write counts_from: when it holds, so that each team has its own time."
            yield warning(clock.at, "inherited-clock", says, remedy)
