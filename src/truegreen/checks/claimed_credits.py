"""A credit that must be asked for is paid to clients who keep a calendar, and not to those who were failed.

Cloud providers credit a missed availability only if the client claims it by the end of the second billing cycle (AWS),
and hosting contracts let a claim lapse after 21 business days (Node4). Both sides read the same figures here, so there
is nothing that a claim would tell the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, note
from truegreen.primitives.claim import ClaimBy

SMELL: Final = "S42"
LEVEL: Final = Level.NOTE


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find credits that lapse unless the client claims them in time."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        for claim in (each for each in parts(term.says) if isinstance(each, ClaimBy)):
            most = _most(month, name, claim)
            stake = f", up to {month.stake(most)}" if most > 0 else ""
            says = (f"What {month.clause(name)} credits{stake}, lapses unless the client claims it within "
                    f"{claim.within.days} {claim.within.counted}.")  # fmt: skip
            remedy = "Let it stand on the next invoice without a claim."
            yield note(claim.at, "claimed-credits", says, remedy)


def _most(month: Imagined, name: str, claim: ClaimBy) -> Fraction:
    """Give what a clause credits in the worst month, once it is claimed."""
    worst = {each: sweep[0].level for each, clauses in month.paying.items()
             if name in clauses and (sweep := month.sweep(each))}  # fmt: skip
    return -month.by_clause(worst, {claim.figure: Fraction(1)}).get(name, Fraction(0))
