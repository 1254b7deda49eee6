"""A level that rises to the best months, and by any step, is a reason never to have a very good one.

Gap and IBM (2006) raise expected levels each period by at most a share of the gap to 100 %. Without such a limit four
lucky months bind for ever, and a provider that knows it keeps its best ideas for another client (sandbagging; Vested).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Better, Unit
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.severity import Threshold
from truegreen.terms.ratchet import Ratchet
from truegreen.units.quantity import Quantity

SMELL: Final = "S34"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find ratchets whose steps have no limit."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, Ratchet) and term.says.step is None:
            best = (
                f"the best {term.says.best} of {term.says.of}" if term.says.best < term.says.of else f"{term.says.of}"
            )
            says = (f"Under {month.clause(name)} the {term.says.level} of “{term.says.measure}” rises to the mean of "
                    f"{best} months by any step{_stake(month, term.says)}.")  # fmt: skip
            remedy = "Limit a step, like step: {share: 10 %, to: 100 %}, and take the mean of all periods."
            yield warning(term.at, "ratchet-without-limit", says, remedy)


def _stake(month: Imagined, ratchet: Ratchet) -> str:
    """Say what today's target costs once the level has risen by a point, where that can be known."""
    measure, today = month.said.measures[ratchet.measure], month.target(ratchet.measure)
    if measure.unit is not Unit.SHARE or measure.target is None or ratchet.level is not Threshold.TARGET:
        return ""
    risen = Quantity(measure.target.number + (1 if measure.better is Better.HIGHER else -1), "%")
    measures = {**month.said.measures, ratchet.measure: replace(measure, target=risen)}
    cost = Imagined(replace(month.said, measures=measures)).loss(ratchet.measure, today or Fraction(0))
    return f"; a point up, the work that meets it today costs {month.stake(cost)}" if cost > 0 else ""
