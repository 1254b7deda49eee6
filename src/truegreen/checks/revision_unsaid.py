"""A number that others publish is corrected by them later, and each side remembers the value that helps it.

Clauses on indices settle it in words like “whether provisional or final … shall not be adjusted”. Indexation asks for
it (``revised``); what remains is an index that counts as revised while nothing gives its revised values, and the other
published numbers on which a year's money may rest: a rate of exchange, and the benchmark of a gain-share, which
Medicare reckons again when late claims have come in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import operands_in, parts
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.index import Series
from truegreen.terms.currency_band import CurrencyBand
from truegreen.terms.gain_share import GainShare
from truegreen.terms.indexation import Indexation

SMELL: Final = "S33"
LEVEL: Final = Level.WARNING


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
    published = {each for term in agreement.terms.values() for each in _published(term.says)}
    open_ = [name for name, each in agreement.figures.items()
             if name in published and each.reported_by is None and each.revised is None]  # fmt: skip
    if open_:
        names = ", ".join(f"“{each}”" for each in open_)
        says = f"Money rests on {names} as published, and nothing says what a later correction changes."
        remedy = "Say at each figure revised: yes or no; and reported_by, where one of the parties reports it."
        yield warning(agreement.figures[open_[0]].at, "revision-unsaid", says, remedy)


def _published(says: object) -> set[str]:
    """Give the figures of a clause that others publish, by their nature."""
    if isinstance(says, CurrencyBand):
        return operands_in(says.rate)
    return operands_in(says.benchmark) if isinstance(says, GainShare) else set()
