"""A clause that takes what a later clause posts takes nothing: its cap never binds, its base is empty.

The order of operations moves real money: Medicare's shared savings are first reduced by the sequester and then capped,
and the other order pays less. It is the agreement's own (``pipeline``, or the order of the text).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import measures_in
from truegreen.checks.references import references
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error, warning
from truegreen.terms.forecast_band import ForecastBand
from truegreen.terms.indexation import Indexation
from truegreen.terms.ratchet import Ratchet
from truegreen.terms.relief import Relief
from truegreen.terms.reporting_default import ReportingDefault

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that stand before what they take, or behind what they are meant to change."""
    order = [each for each in agreement.pipeline or agreement.terms if each in agreement.terms]
    for place, name in enumerate(order):
        term = agreement.terms[name]
        named = {each.name for each in references(term.says) if each.kind in ("clause", "charge")}
        if not isinstance(term.says, Indexation) and (late := [each for each in order[place + 1 :] if each in named]):
            says = f"“{name}” takes what {', '.join(late)} posts, and is settled before."
            remedy = f"Put “{name}” behind it, in the text or in pipeline."
            yield error(term.at, "pipeline-out-of-order", says, remedy)
        if early := [each for each in order[:place] if _is_changed(agreement, each, term.says, named)]:
            says = f"“{name}” changes what {', '.join(early)} takes, and is settled after: only later clauses feel it."
            remedy = f"Put “{name}” before it, in the text or in pipeline, unless that is meant."
            yield warning(term.at, "pipeline-out-of-order", says, remedy)


def _is_changed(agreement: Agreement, earlier: str, says: object, named: set[str]) -> bool:
    """Say whether a clause changes a price or a reading that an earlier clause has already taken."""
    if isinstance(says, Indexation):
        return earlier in named
    taken = {*measures_in(agreement.terms[earlier].says, agreement)}
    is_setter = _set_by(agreement.terms[earlier].says)
    return earlier not in named and not is_setter and bool(taken & {*_set_by(says)})


def _set_by(says: object) -> tuple[str, ...]:
    """Give the measures whose readings or levels a clause sets for those after it."""
    if isinstance(says, Relief):
        return says.measures
    if isinstance(says, ReportingDefault):
        return says.reports
    if isinstance(says, ForecastBand) and says.relief:
        return says.relief.measures
    return (says.measure,) if isinstance(says, Ratchet) else ()
