"""A bonus for what was agreed anyway is a higher price under another name.

An incentive increases only for performance that surpasses the targets (FAR 16.401); the US General Services
Administration pays none for minimum performance, and the Government Accountability Office found award fees paid for
“acceptable” work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Better
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.bonus import Bonus

SMELL: Final = "S19"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find bonuses that begin at the measure's target or below it."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if not isinstance(term.says, Bonus):
            continue
        measure = agreement.measures[term.says.measure]
        if measure.target is None or measure.better is None or measure.target.unit != term.says.better_than.unit:
            continue
        ahead = term.says.better_than.number - measure.target.number
        if (ahead if measure.better is Better.HIGHER else -ahead) <= 0:
            paid = month.by_clause({term.says.measure: month.sweep(term.says.measure)[-1].level}).get(name)
            stake = f", up to {month.stake(paid)}" if paid else ""
            says = (f"{month.clause(name)} pays beyond {term.says.better_than} of “{term.says.measure}”{stake}, and "
                    f"{measure.target} is owed anyway.")  # fmt: skip
            remedy = f"Begin the bonus at a level better than {measure.target} that customers notice."
            yield warning(term.at, "bonus-for-the-minimum", says, remedy)
