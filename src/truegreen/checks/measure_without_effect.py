"""Money on a measure that does not move with its outcome buys the measure, and not the outcome.

Baker (2002): of what the best contract could bring, one that pays on a measure can bring at most the square of the
cosine of the angle between what raises the measure and what raises the outcome; at a right angle nothing, and beyond it
the opposite. The correlation is what the parties write with its source, until a run measures it from the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Validity
from truegreen.model.finding import Finding, Level, warning
from truegreen.units.value import Value, rounded

SMELL: Final = "S39"
LEVEL: Final = Level.WARNING
_WEAK: Final = Decimal("0.2")  # Below it a measure explains less than a twenty-fifth of its outcome.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures that move money and were found not to move with their outcome, or against it."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        measure = agreement.measures[name]
        if (found := measure.validity) is not None and found.correlation < _WEAK:
            pays = [each.pays for each in month.sweep(name)] or [Fraction(0)]
            stake = f"Up to {month.stake(most)}" if (most := max(pays) - min(pays)) else "Money"
            says = f"{stake} depends on “{name}” under {', '.join(map(month.clause, clauses))}, {_effect(found)}."
            remedy = "Pay on the outcome, or on a measure that moves with it; keep this one as a key measurement."
            yield warning(measure.at, "measure-without-effect", says, remedy)


def _effect(found: Validity) -> str:
    """Say what paying on a measure can bring."""
    source = found.source.rstrip(".")
    if found.correlation < 0:
        return f"and where it is better its outcome is worse ({found.correlation}: {source})"
    share = Value(rounded(Fraction(found.correlation) ** 2, 3, "half-up"), "share")
    return f"which can buy at most {share} of the outcome ({found.correlation}: {source})"
