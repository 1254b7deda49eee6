"""A deadband after which everything counts makes a cliff of its width: one row more, and all of it is owed at once.

Clauses for volume differ in this without saying so: Hercules pays from the baseline once the band is left, Texas DIR
only beyond the band. So the format asks which (``beyond``). What remains is the cliff of the first way, the franchise:
just inside the band the best answer is to stay there, whatever it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.deadband import Beyond, Deadband
from truegreen.primitives.operand import Written

SMELL: Final = "S04"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find deadbands of some width after which everything counts."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        for each in parts(term.says):
            if isinstance(each, Deadband) and each.beyond is Beyond.ALL and _is_wide(each):
                width = f"of {each.width}" if isinstance(each.width, Written) else "that is given each month"
                most = month.most_at_once(str(getattr(term.says, "measure", "")), name)
                stake = f", {month.stake(most)}" if most else ""
                says = f"Past the deadband {width}, everything counts at once under {month.clause(name)}{stake}."
                remedy = "Let only the excess count (beyond: only the excess), with a rate that is the higher for it."
                yield warning(each.at if each.at.line else term.at, "franchise-deadband", says, remedy)


def _is_wide(deadband: Deadband) -> bool:
    return not isinstance(deadband.width, Written) or not deadband.width.quantity or deadband.width.quantity.number > 0
