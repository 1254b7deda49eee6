"""An outcome that is counted once, on the day it comes, is paid for even if it is gone a week later.

The UK Work Programme paid for jobs that lasted, and its successor pays only once somebody has earned above a level over
months (182 days at most after the programme); a customer who is saved and leaves with the next invoice was not saved.
Cohorts that are counted as a whole are counted over time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import operands_in
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.outcome_price import OutcomePrice, Outcomes

SMELL: Final = "S37"
LEVEL: Final = Level.WARNING
_LASTED: Final = re.compile(r"sustain|lasted|lasting|kept|still", re.IGNORECASE)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find outcomes that need not last, and whose price is not given back when they turn round."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, OutcomePrice):
            for group, each in term.says.groups.items():
                if not (each.sustained or each.reversed or each.pooled or _has_lasted(agreement, each)):
                    says = f"Under {month.clause(name)} “{group}” is paid for on the day it comes, and need not last."
                    remedy = "Say how long it must last (sustained), or what is given back when it does not (reversed)."
                    yield warning(each.at, "outcome-not-sustained", says, remedy)


def _has_lasted(agreement: Agreement, outcomes: Outcomes) -> bool:
    """Say whether the name or the title of what is counted says that it has lasted."""
    names = operands_in(outcomes.counted)
    nouns = [agreement.figures.get(each) or agreement.measures.get(each) for each in names]
    return any(_LASTED.search(each) for each in (*names, *(noun.title for noun in nouns if noun)))
