"""Amounts in another currency than the agreement's need a rate, its source and its day, or they cannot be added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find a currency that is missing or no currency code, and charges in another one than the agreement's."""
    if not agreement.currency:
        if agreement.charges or agreement.terms:
            says = "Money moves here, and nothing says in which currency."
            yield error(agreement.at, "odd-currency", says, "Add currency: EUR, or whichever it is.")
        return
    if not re.fullmatch("[A-Z]{3}", agreement.currency):
        says = f"“{agreement.currency}” is no currency code."
        yield error(agreement.at, "odd-currency", says, "Write three capital letters, like EUR.")
        return
    for name, charge in agreement.charges.items():
        if charge.currency != agreement.currency:
            says = f"The charge “{name}” is in {charge.currency}, and the agreement in {agreement.currency}."
            yield error(agreement.at, "odd-currency", says, f"Write the charge in {agreement.currency}.")
