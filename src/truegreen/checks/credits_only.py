"""Where a credit is all that a client can have, a provider may buy the right to fail, month after month.

Public contracts go further: Texas DIR lists events on which the client may end the contract, UK schedules ask for a
rectification plan, and usual clauses call five misses in twelve months chronic. In a deal that PA Consulting described
the vendor paid 15 % credits throughout, because curing the failure cost more.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.levels import levels_of
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, note

SMELL: Final = "S41"
LEVEL: Final = Level.NOTE


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find credits in an agreement that gives no further right when a measure is missed again and again."""
    month = imagined(agreement)
    worst = {name: levels[0] for name in month.paying if (levels := levels_of(agreement, name))}
    owed = month.by_clause(worst) if worst and not agreement.remedies else {}
    crediting = [name for name in agreement.terms if owed.get(name, 0) < 0]
    if crediting:
        most = month.stake(sum((owed[name] for name in crediting), Fraction(0)))
        says = f"However often everything is missed, the client has credits of {most} and no further right."
        remedy = "Under remedies, say after how many misses it may end the agreement, step in or ask for a plan."
        yield note(agreement.terms[crediting[0]].at, "credits-only", says, remedy)
