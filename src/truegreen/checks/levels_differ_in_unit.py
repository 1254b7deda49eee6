"""A target and a minimum in different units cannot both be levels of one measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Measure
from truegreen.model.finding import Finding, Level, error
from truegreen.units.quantity import SECONDS

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures whose target and minimum are written in different kinds of unit."""
    for name, measure in agreement.measures.items():
        if len(_units(measure)) > 1:
            says = f"The target of “{name}” is {measure.target}, and its minimum {measure.minimum}."
            yield error(measure.at, "levels-differ-in-unit", says, "Write both in the metric's unit.")


def _units(measure: Measure) -> set[str]:
    levels = (each for each in (measure.target, measure.minimum) if each)
    return {"time" if each.unit in SECONDS else each.unit for each in levels}
