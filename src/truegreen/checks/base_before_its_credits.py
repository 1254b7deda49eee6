"""A share of charges “after credits” that is taken before any credit is settled is a share before credits.

Which money a share is of, before or after credits and of which month, decides over the amount (Texas DIR takes the
month of the default, Virginia subtracts pass-through charges), so the format asks for all of it. What remains: a base
that says “after credits” in a clause that comes before every credit in the order, so that the words say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.base import Base, Credits

SMELL: Final = "S05"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find bases after credits in a clause that no credit comes before."""
    month = imagined(agreement)
    crediting = month.crediting
    order = list(agreement.pipeline or agreement.terms)
    for place, name in enumerate(order):
        term = agreement.terms[name]
        bases = [each for each in parts(term.says) if isinstance(each, Base) and each.credits is Credits.AFTER]
        later = [each for each in order[place + 1 :] if each in crediting]
        if bases and later and not any(each in crediting for each in order[:place]):
            most = sum((crediting[each] for each in later), Fraction(0))
            says = (f"{month.clause(name)} takes charges after credits, and every credit comes later: "
                    f"{', '.join(later)}, up to {month.stake(most)}.")  # fmt: skip
            remedy = "Move the clause behind the credits, in the text or in pipeline, or write before credits."
            yield warning(bases[0].at, "base-before-its-credits", says, remedy)
