"""A bonus on one measure, whatever the others do, is earned at their cost; the usual rule is all or nothing.

The US General Services Administration's rules for contact-centre managers: no incentive unless every minimum is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.gate import Gate
from truegreen.terms.bonus import Bonus

SMELL: Final = "S20"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find bonuses that are paid even while other measures are missed."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, Bonus):
            gate = term.says.only_if
            others = {*(gate.of if isinstance(gate, Gate) else gate)} - {term.says.measure}
            if not others:
                paid = _paid(month, name, term.says.measure)
                says = f"The bonus {month.clause(name)} is paid even while every other measure is missed{paid}."
                remedy = "Under only_if, name the measures that must be met in the same period."
                yield warning(term.at, "bonus-without-gate", says, remedy)


def _paid(month: Imagined, name: str, measure: str) -> str:
    """Say what a bonus pays at most while the other measures that move money are at their worst."""
    levels = {each: sweep[-1 if each == measure else 0].level for each in month.paying if (sweep := month.sweep(each))}
    paid = month.by_clause(levels).get(name)
    return f", up to {month.stake(paid)}" if paid else ""
