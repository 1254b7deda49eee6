"""An order that leaves a clause out does not settle it; one that names it twice settles it twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that an order of settlement leaves out, names twice, or names without their being there."""
    order = agreement.pipeline
    for name in dict.fromkeys(order):
        if name not in agreement.terms:
            says = f"The pipeline names “{name}”, which is no clause of the agreement."
            yield error(agreement.at, "pipeline-incomplete", says, did_you_mean(name, agreement.terms))
        elif order.count(name) > 1:
            says = f"The pipeline names “{name}” {order.count(name)} times, so it would be settled as often."
            yield error(agreement.terms[name].at, "pipeline-incomplete", says, "Name each clause once.")
    for name, term in agreement.terms.items():
        if order and name not in order:
            says = f"The pipeline leaves out “{name}”, so this clause would never be settled."
            yield error(term.at, "pipeline-incomplete", says, "Put it where it belongs, or delete the clause.")
