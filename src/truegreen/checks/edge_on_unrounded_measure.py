"""A level that decides over an amount is met or missed by digits that no report shows.

In the Medicare Shared Savings Program a saving that is only displayed as the required rate does not pass the gate; in
British general practice (QOF) the unit is rounded before it is multiplied. The format says at each edge whether the
level itself is inside. What remains: a measure from records, a quotient without a last digit, that is compared as it
is: 79.96 % reads 80.0 % on every page and is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Unit
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S03"
LEVEL: Final = Level.WARNING
_SLOPE: Final = Fraction(1, 10_000)  # Of the fee: more than the steepest line moves over the smallest difference.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures from records that are not rounded and at whose levels an amount jumps."""
    month = imagined(agreement)
    for name in month.paying:
        measure = agreement.measures[name]
        if measure.is_reported or measure.rounding is not None or measure.unit is not Unit.SHARE:
            continue
        jumps = [(better.pays - worse.pays, better.level) for worse, better in month.jumps(name)]
        most, level = max(jumps, key=lambda each: abs(each[0]), default=(Fraction(0), None))
        if level is not None and abs(most) > month.fee * _SLOPE:
            says = (f"“{name}” is compared unrounded: just short of {month.level(name, level)} reads the same on every "
                    f"page and moves {month.stake(most)}.")  # fmt: skip
            remedy = "Say how it is rounded before, like rounding: {digits: 1}, so that both read what counts."
            yield warning(measure.at, "edge-on-unrounded-measure", says, remedy)
