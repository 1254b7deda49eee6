"""A formula is the way out where no kind of clause fits; an agreement of formulas has left what can be checked.

Nobody can compare a rule of one's own with published ones, and no check knows what it rewards. So Truegreen counts
how often the way out is used (a rule of its own, from no contract).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, note
from truegreen.terms.formula import Formula

SMELL: Final = "S43"
LEVEL: Final = Level.NOTE
_MANY: Final = 2


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement with more than two formulas."""
    formulas = [name for name, each in agreement.terms.items() if isinstance(each.says, Formula)]
    if len(formulas) > _MANY:
        says = f"{len(formulas)} clauses are formulas of their own, which no check can judge: {', '.join(formulas)}."
        remedy = (
            "Look among the kinds of clause for ones that say the same, and keep formulas for what none of them can."
        )
        yield note(agreement.terms[formulas[_MANY]].at, "many-formulas", says, remedy)
