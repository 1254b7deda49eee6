"""A service credit needs one rule for its amount: with none it credits nothing, with two each side picks one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.terms.service_credit import ServiceCredit

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find service credits with no rule for their amount, or with two."""
    for name, term in agreement.terms.items():
        if isinstance(term.says, ServiceCredit) and bool(term.says.per_point) == bool(term.says.steps):
            which = "both per_point and steps" if term.says.steps else "neither per_point nor steps"
            says = f"The service credit “{name}” says {which}."
            yield error(term.at, "credit-without-amount", says, "Say one of the two.")
