"""A number that others publish is corrected by them later, and each side remembers the value that helps it.

Clauses on indices settle it in words like “whether provisional or final … shall not be adjusted”. Indexation asks for
it (``revised``); what remains are other published figures (a rate, a price, a benchmark, the result of a survey), and
an index that counts as revised while nothing gives its revised values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import operands_in, parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Unit
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.index import Series
from truegreen.terms.indexation import Indexation

SMELL: Final = "S33"
LEVEL: Final = Level.WARNING
_PUBLISHED: Final = (Unit.SHARE, Unit.MONEY, Unit.SCORE)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find published figures that move money where nothing says what a later correction does."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, Indexation):
            series = [each for each in parts(term.says) if isinstance(each, Series)]
            if term.says.revised and not any(each.revisions for each in series):
                says = f"Under {month.clause(name)} revised values count, and no figure gives them."
                remedy = "Name the figure with the revised values (revisions), or say revised: no."
                yield warning(term.at, "revision-unsaid", says, remedy)
    asked = {each for term in agreement.terms.values() for each in operands_in(term.says)}
    open_ = [name for name, each in agreement.figures.items()
             if name in asked and each.reported_by is None and each.revised is None and not each.rows_of
             and each.unit in _PUBLISHED]  # fmt: skip
    if open_:
        names = ", ".join(f"“{each}”" for each in open_)
        says = f"Others publish {names}, and nothing says whether a later correction changes what was settled."
        remedy = "Say at each figure revised: yes or no; and reported_by, where one of the parties reports it."
        yield warning(agreement.figures[open_[0]].at, "revision-unsaid", says, remedy)
