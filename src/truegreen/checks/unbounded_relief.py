"""Relief without a bound, or declared by the party that it helps, excuses whatever that party likes.

General exclusions excuse what others caused “in whole or in part” (general-exclusions/_9, lawinsider.com); in British
general practice the doctors themselves take patients out of the denominator. A bound is a largest share of the rows, a
notice within days, and the other side's yes.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.exclusion import Decision, Effect
from truegreen.terms.relief import Relief

SMELL: Final = "S08"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find relief that needs nobody's consent, or has no largest share of the rows."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if not isinstance(term.says, Relief):
            continue
        says = term.says
        bounds = {
            "the other side need not agree (decision)": says.decision is Decision.UNREFUSED,
            "no largest share of the rows is said (most)": says.most is None and says.effect in _OF_ROWS,
        }
        missing = [each for each, is_missing in bounds.items() if is_missing]
        if missing:
            worth = sum((month.losses.get(each, Fraction(0)) for each in says.measures), Fraction(0))
            stake = f", up to {month.stake(worth)}" if worth else ""
            words = (
                f"{month.clause(name)} excuses misses of {', '.join(says.measures)}{stake}: {' and '.join(missing)}."
            )
            remedy = "Let it be granted by the other side, on notice within days, for at most a share of the rows."
            yield warning(term.at, "unbounded-relief", words, remedy)


_OF_ROWS: Final = (Effect.REMOVE, Effect.MET)
