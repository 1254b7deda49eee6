"""Credits and bonuses from the first day are paid on levels that nobody has measured yet.

The US General Services Administration advises contact-centre managers to pay no incentive at the start of a contract,
and British private-finance contracts have a bedding-in period: until the work has been measured for a while, a target
is a guess, and who guessed better is paid for it. A stage of the transition in which the work is measured without
money is such a period, before the term or in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.levels import levels_of
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S25"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that pay by level in an agreement without a stage in which levels are measured without money."""
    month = imagined(agreement)
    levels = {name: levels for name in month.paying if (levels := levels_of(agreement, name))}
    if not levels or any(each.measured for each in agreement.transition.values()):
        return
    worst, best = ({name: each[place] for name, each in levels.items()} for place in (0, -1))
    low, high = month.by_clause(worst), month.by_clause(best)
    clauses = [each for each in agreement.terms if low.get(each) != high.get(each)]
    if clauses:
        most = month.stake(sum(high.values(), Fraction(0)) - sum(low.values(), Fraction(0)))
        says = (f"From the first day up to {most} depends on levels, under {', '.join(map(month.clause, clauses))}, "
                "and no stage is agreed in which these are only measured.")  # fmt: skip
        remedy = "Add a stage to the transition with measured: yes, and let these clauses begin when it ends."
        yield warning(agreement.terms[clauses[0]].at, "no-bedding-in", says, remedy)
