"""Where nothing measured counts as met, the cheapest way to meet a level is not to measure it.

Gap and IBM agreed the opposite in 2006: until the tool for a level exists, the level is deemed missed. No data, a month
of too few rows and a failed export are not good service; they are no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.primitives.sample_rule import Unmeasured

SMELL: Final = "S06"
LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses under which a month without evidence counts as met."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if any(each is Unmeasured.MET for each in parts(term.says)):
            worth = month.crediting.get(name)
            stake = f", worth up to {month.stake(worth)}" if worth else ""
            says = f"Under {month.clause(name)} a month in which nothing was measured counts as met{stake}."
            remedy = "Write unmeasured: missed, or neither met nor missed with a duty to report that has its own price."
            yield error(term.at, "unmeasured-counts-as-met", says, remedy)
