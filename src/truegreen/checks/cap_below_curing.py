"""Where a miss costs less than curing it, the rational answer is to pay the credit and leave the service as it is.

On a contract of 75 million US dollars a vendor paid credits of 15 % of its bill throughout, for fixing cost more (PA
Consulting). What curing costs is seldom written down; here it is the work itself: five points more of the rows done
right cost five per cent of what the service is charged, or of what its cases cost where the agreement measures that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Better, Unit
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.base import Base

SMELL: Final = "S15"
LEVEL: Final = Level.WARNING
POINTS: Final = Fraction(5, 100)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find shares whose credits, five points below the target, are less than what five points cost."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        measure, target = agreement.measures[name], month.target(name)
        credit = next((each for each in clauses if each in month.crediting), None)
        if measure.unit is not Unit.SHARE or target is None or credit is None or not month.sweep(name):
            continue
        below = target - POINTS if measure.better is Better.HIGHER else target + POINTS
        loss, cost = month.loss(name, below), POINTS * _worth(month, name, credit)
        if 0 < loss < cost:
            says = (f"Five points below its target, “{name}” costs {month.stake(loss)} in credits under "
                    f"{month.clause(credit)}, and five points of the work about {month.money(cost)}: the best answer "
                    "is to pay.")  # fmt: skip
            remedy = "Raise the credit or its cap, or give a right to step in or to end the service when it stays so."
            yield warning(agreement.terms[credit].at, "cap-below-curing", says, remedy)


def _worth(month: Imagined, name: str, credit: str) -> Fraction:
    """Give what the measured work costs: by the agreement's own cost of a case, or else what is charged for it."""
    agreement = month.said
    service = agreement.services.get(agreement.measures[name].service)
    for each in agreement.measures.values():
        is_cost = each.metric.startswith("cost_per_") and each.service == agreement.measures[name].service
        if is_cost and each.target and service and service.volume:
            return Fraction(each.target.number) * service.volume.baseline
    lines = month.by_clause({})
    bases = [each for each in parts(agreement.terms[credit].says) if isinstance(each, Base)]
    charged = {charge for base in bases for charge in base.charges}
    return sum((lines.get(each, Fraction(0)) for each in charged), Fraction(0))
