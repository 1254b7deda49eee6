"""A share of a charge that is not in the agreement is a share of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that name a charge that is neither a charge nor a clause of the agreement."""
    known = [*agreement.charges, *agreement.terms]
    for name, term in agreement.terms.items():
        for kind, charge in dict.fromkeys(references(term.says)):
            if kind == "charge" and charge not in known:
                says = f"The clause “{name}” names the charge “{charge}”, which is not in the agreement."
                others = [each for each in known if each != name]
                remedy = did_you_mean(charge, others) if others else f"Add it under charges: {charge}."
                yield error(term.at, "unknown-charge", says, remedy)
