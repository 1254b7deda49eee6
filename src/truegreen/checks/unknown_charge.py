"""A share of a charge that is not in the agreement is a share of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.terms.unit_price import UnitPrice

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clauses that name a charge that is neither a charge nor a unit price of the agreement."""
    prices = [name for name, each in agreement.terms.items() if isinstance(each.says, UnitPrice)]
    known = [*agreement.charges, *prices]
    for name, term in agreement.terms.items():
        base = getattr(term.says, "base", None)
        for charge in (*getattr(term.says, "charges", ()), *(base.charges if base else ())):
            if charge not in known:
                says = f"The clause “{name}” names the charge “{charge}”, which is not in the agreement."
                remedy = f"Name one of {', '.join(known)}." if known else f"Add it under charges: {charge}."
                yield error(term.at, "unknown-charge", says, remedy)
