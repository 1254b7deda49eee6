"""A number that depends on something says how, in one way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.primitives.operand import ByName

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find numbers that depend on a figure and say not how, or in two ways."""
    for name, term in agreement.terms.items():
        for each in parts(term.says):
            if isinstance(each, ByName) and sum(map(bool, (each.each, each.steps, each.points))) != 1:
                says = f"A number of “{name}” depends on “{each.by}”, and does not say how, or says it twice."
                yield error(each.at, "choice-without-numbers", says, "Say one of each, steps and points.")
