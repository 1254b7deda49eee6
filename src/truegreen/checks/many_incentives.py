"""With many incentives none is felt: a manager who highlights every line has highlighted none.

So the US General Services Administration's rules for contact-centre managers; Virginia allows allocations on at most
twenty service levels, and many outsourcing lawyers on eight or so. Below a twentieth of the money a measure is noise.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, note

SMELL: Final = "S21"
LEVEL: Final = Level.NOTE
MOST: Final = 8
LEAST: Final = Fraction(5, 100)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find more than eight measures that can lose money, and those with less than a twentieth of it."""
    month = imagined(agreement)
    losses = month.losses
    whole = sum(losses.values(), Fraction(0))
    if len(losses) > MOST:
        says = f"{len(losses)} measures share {month.stake(whole)} of possible credits."
        remedy = f"Keep the {MOST} that the customers feel, and report the others without money."
        yield note(agreement.at, "many-incentives", says, remedy)
    for name, loss in losses.items():
        if loss < LEAST * whole:
            says = (
                f"At its worst “{name}” costs {month.stake(loss)}, {float(loss / whole):.1%} of all that may be lost."
            )
            remedy = "Give it at least a twentieth of the money, or report it without any."
            yield note(agreement.measures[name].at, "many-incentives", says, remedy)
