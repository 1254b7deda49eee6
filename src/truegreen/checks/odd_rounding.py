"""An amount rounded to a million digits is a slip of the pen; one rounded to whole billions is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.model.agreement import Agreement, Rounding
from truegreen.model.finding import Finding, Level, error
from truegreen.primitives.rounding import Rounded

LEVEL: Final = Level.ERROR
LEAST: Final = -6
MOST: Final = 12


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find roundings of reported measures, and in clauses, to digits that nobody means."""
    measures = [(f"“{name}”", each.rounding) for name, each in agreement.measures.items() if each.is_reported]
    amounts = [(f"an amount of “{name}”", part) for name, term in agreement.terms.items()
              for part in parts(term.says) if isinstance(part, Rounded | Rounding)]  # fmt: skip
    for what, rounding in (*measures, *amounts):
        if rounding is not None and not LEAST <= rounding.digits <= MOST:
            says = f"{what[:1].upper()}{what[1:]} cannot be rounded to {rounding.digits} digits."
            yield error(rounding.at, "odd-rounding", says, f"Write {LEAST} to {MOST} digits; -3 makes thousands.")
