"""A better result that pays the provider less is a reason to do worse, whoever wrote the clauses and why.

Credits must fall and bonuses rise with the result (FAR 16.401: an incentive increases only for performance that
surpasses targets and decreases for misses). Two clauses that each do so may still cross: a tier, a gate or a cap that
looks at the same measure. So months are settled at, before and after each level of each measure that moves money.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "law"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find, for each measure that moves money, the place where a better level pays the provider the most less."""
    month = imagined(agreement)
    for name in month.paying:
        steps = [(worse.pays - better.pays, worse, better) for worse, better in pairwise(month.sweep(name))]
        lost, worse, better = max(steps, key=lambda each: each[0], default=(Fraction(0), None, None))
        if worse and better and lost > 0:
            less = [each for each, more in month.moved(name, worse.level, better.level).items() if more < 0]
            at = agreement.terms[less[0]].at if less[0] in agreement.terms else agreement.measures[name].at
            says = (f"From {month.level(name, worse.level)} to {month.level(name, better.level)} of “{name}” the "
                    f"provider is paid {month.money(lost)} less, under {', '.join(less)}.")  # fmt: skip
            remedy = "Let what is paid rise with the level: in steps, the worse level has the larger credit."
            yield warning(at, "better-pays-less", says, remedy)
