"""A clause that takes a number which nobody reports and nothing measures can never be settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that take a number under a name that is no figure and no measure of the agreement."""
    numbers = {*agreement.figures, *agreement.measures}
    known = {
        "number": numbers,
        "figure": {*agreement.figures},
        "amount": numbers | {*agreement.charges} | {*agreement.terms},
    }
    for name, term in agreement.terms.items():
        for kind, named in dict.fromkeys(references(term.says)):
            if kind in known and named not in known[kind]:
                what = "figure" if kind == "figure" else "figure and no measure"
                says = f"The clause “{name}” takes “{named}”, which is no {what} of the agreement."
                hint = did_you_mean(named, known[kind]) if known[kind] else f"Add it under figures: {named}."
                yield error(term.at, "unknown-figure-name", says, hint)
