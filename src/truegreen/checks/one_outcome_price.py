"""One price for every outcome pays best for those that would have come easily, and nothing for trying the hard ones.

In the UK Work Programme people who were far from work were parked, and those near it were helped (creaming); prices
that differed by payment group were too alike to change that, and a provider said the group “was simply ignored”.
Cohorts that are paid only as a whole cannot be creamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written
from truegreen.terms.outcome_price import OutcomePrice

SMELL: Final = "S36"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find outcome prices that are one written amount for all."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, OutcomePrice) and not any(each.pooled for each in term.says.groups.values()):
            prices = [each.price for each in term.says.groups.values()]
            price = prices[0] if prices and all(each == prices[0] for each in prices) else None
            if isinstance(price, Written) and price.quantity:
                amount = month.money(Fraction(price.quantity.number))
                says = f"Under {month.clause(name)} every outcome has one price, {amount}, however hard it was to get."
                remedy = "Set a price for each group by what helping it takes, or pay whole cohorts (pooled)."
                yield warning(term.at, "one-outcome-price", says, remedy)
