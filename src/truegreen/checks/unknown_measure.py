"""A clause that pays on a measure that is not in the agreement never pays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that name a measure that is not there."""
    for name, term in agreement.terms.items():
        named = dict.fromkeys(each.name for each in references(term.says) if each.kind == "measure")
        for measure in named:
            if measure not in agreement.measures:
                says = f"The clause “{name}” names the measure “{measure}”, which is not in the agreement."
                yield error(term.at, "unknown-measure", says, f"Name one of {', '.join(agreement.measures)}.")
