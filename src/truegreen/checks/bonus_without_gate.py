"""A bonus on one measure, whatever the others do, is earned at their cost; the usual rule is all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.bonus import Bonus

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find bonuses that are paid even while other measures are missed."""
    for name, term in agreement.terms.items():
        if isinstance(term.says, Bonus) and not term.says.only_if:
            says = f"The bonus “{name}” is paid even while every other measure is missed."
            remedy = "Under only_if, name the measures that must be met in the same period."
            yield warning(term.at, "bonus-without-gate", says, remedy)
