"""A clause about another clause that is not there does nothing: the credit is never returned, the cap never holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that name another clause, or a charge, that is not there."""
    known = {*agreement.terms, *agreement.charges}
    for name, term in agreement.terms.items():
        named = dict.fromkeys(each.name for each in references(term.says) if each.kind == "clause")
        for missing in sorted(each for each in named if each.partition(".")[0] not in known):
            says = f"The clause “{name}” names the clause “{missing}”, which is not in the agreement."
            yield error(term.at, "unknown-clause", says, f"Add the clause “{missing}”, or name another.")
