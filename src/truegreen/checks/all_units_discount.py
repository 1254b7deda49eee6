"""Where a lower price holds for all units, one unit more makes the whole month cheaper.

A published price list of this kind (zuplo.com, monetization: 0.10, 0.05 and 0.01) asks less for 1,001 units than for
1,000: just below an edge the client gains by sending needless work, and the provider by losing some.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written, value_of
from truegreen.terms.unit_price import UnitPrice
from truegreen.units.value import written

SMELL: Final = "S30"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find prices whose total falls where the volume passes the end of a tier."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, UnitPrice) and term.says.tiers and not term.says.tiers.percent_of:
            step = _number(term.says.per) or Fraction(1)
            ends = [value_of(each.up_to).number for each in term.says.tiers.each if each.up_to]
            asks = [(fewer, _asked(month, name, term.says, fewer), more, _asked(month, name, term.says, more))
                    for end in ends for fewer, more in pairwise((end - step, end, end + step))]  # fmt: skip
            fewer, less, more, cost = max(asks, key=lambda each: each[1] - each[3], default=(step,) * 4)
            if less > cost:
                says = (f"Under {month.clause(name)} {written(more)} units cost {month.money(cost)}, "
                        f"{month.money(less - cost)} less than {written(fewer)} do.")  # fmt: skip
                remedy = "Let each price hold for the units inside its tier (applies: units inside the tier)."
                yield warning(term.says.tiers.at, "all-units-discount", says, remedy)


def _asked(month: Imagined, name: str, says: UnitPrice, units: Fraction) -> Fraction:
    """Give what a price asks for a month's units."""
    counts = says.counts.name if isinstance(says.counts, Written) else ""
    is_figure = counts in month.said.figures
    asked = month.by_clause({} if is_figure else {counts: units}, {counts: units} if is_figure else {})
    return asked.get(name, Fraction(0))


def _number(operand: object) -> Fraction:
    quantity = operand.quantity if isinstance(operand, Written) else None
    return Fraction(quantity.number) if quantity else Fraction(0)
