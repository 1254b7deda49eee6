"""A clause about another clause that is not there does nothing: the credit is never returned, the cap never holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.terms.service_credit import ServiceCredit

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find earn-backs of no service credit, and liability caps over clauses that are not there."""
    credits_ = {name for name, each in agreement.terms.items() if isinstance(each.says, ServiceCredit)}
    for name, term in agreement.terms.items():
        returned = {getattr(term.says, "credit", "")} - {"", *credits_}
        covered = set(getattr(term.says, "covers", ())) - set(agreement.terms)
        for missing in sorted(returned | covered):
            what = "service credit" if missing in returned else "clause"
            says = f"The clause “{name}” names the {what} “{missing}”, which is not in the agreement."
            yield error(term.at, "unknown-clause", says, f"Add the {what} “{missing}”, or name another.")
