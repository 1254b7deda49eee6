"""Whole points of a figure that is never rounded hang on its last digit.

“0.5 % credit for each percentage under the target” (UK Crown Commercial Service) does not say whether a part of a
point counts, so the format asks for it. What remains: whole points, or each started one, of a measure without a
rounding. Then 98.000 1 % and 97.999 9 % differ by a whole point, and so may the two parties' own figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.deadband import Fractions
from truegreen.primitives.per_point import PerPoint

SMELL: Final = "S02"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find amounts for whole points of a measure that is not rounded before."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        of = str(getattr(term.says, "measure", ""))
        measure = agreement.measures.get(of)
        rates = [each for each in parts(term.says) if isinstance(each, PerPoint)]
        if measure is None or measure.rounding is not None or not rates or rates[0].fractions is Fractions.PRO_RATA:
            continue
        most = month.most_at_once(of, name)
        stake = f": {month.stake(most)}" if most else ""
        says = f"Under {month.clause(name)} the last digit of an unrounded figure decides over a whole point{stake}."
        remedy = "Say how the measure is rounded first, like rounding: {digits: 1}, or count parts pro rata."
        yield warning(rates[0].at, "points-of-unrounded-measure", says, remedy)
