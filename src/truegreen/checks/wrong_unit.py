"""A level in another unit than its measure can be neither met nor missed: 90 s is no share of calls answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import fits, written_levels
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.units.quantity import EXAMPLES, Quantity

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find levels of measures that say their unit, and of clauses, that are not in it."""
    for name, measure in agreement.measures.items():
        for level in (measure.target, measure.minimum):
            if level is not None and measure.unit and not fits(level, measure.unit):
                says = f"“{name}” is in {measure.unit}, and has a level of {level}."
                yield error(measure.at, "wrong-unit", says, f"Write it like {EXAMPLES.get(measure.unit, '100')}.")
    for name, term in agreement.terms.items():
        for of, written in written_levels(term.says, agreement):
            unit = agreement.measures[of].unit if of in agreement.measures else None
            if unit is not None and isinstance(written, Quantity) and not fits(written, unit):
                says = f"The clause “{name}” has a level of {written}, and “{of}” is in {unit}."
                yield error(term.at, "wrong-unit", says, f"Write it like {EXAMPLES.get(unit, '100')}.")
