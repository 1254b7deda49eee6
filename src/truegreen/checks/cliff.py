"""Where one case more or less moves a good part of the month's fee, people work on that case, or on its record.

Before a binary target effort waits, then rises, then stops: of a hundred calls with a target of eighty, results gather
at exactly eighty twenty times as often as at seventy-nine. Accelerating commissions cost 6 to 8 % of revenue in dates
that were moved (Larkin 2014).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S16"
LEVEL: Final = Level.WARNING
MOST: Final = Fraction(2, 100)  # Of the month's fee, for one observation.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find the level of each measure at which the smallest difference moves more than a fiftieth of the fee."""
    month = imagined(agreement)
    for name in month.paying:
        jumps = [(abs(better.pays - worse.pays), worse, better) for worse, better in month.jumps(name)]
        most, worse, better = max(jumps, key=lambda each: each[0], default=(Fraction(0), None, None))
        if worse and better and month.fee and most > MOST * month.fee:
            moved = [each for each in month.moved(name, worse.level, better.level) if each in agreement.terms]
            says = (f"{month.stake(most)}, {float(most / month.fee):.1%} of the fee, hang on whether “{name}” is "
                    f"{month.level(name, worse.level)} or {month.level(name, better.level)}, under "
                    f"{', '.join(map(month.clause, moved))}.")  # fmt: skip
            remedy = "Pay for each point (per_point, pro rata) or in more and smaller steps."
            yield warning(agreement.terms[moved[0]].at, "cliff", says, remedy)
