"""P5, curve over a measure: how bad a miss is, by the worst of several levels that the measure does not hold.

The levels may be written in any order: the worst one that is passed counts, and each holds until the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar

from truegreen.primitives.level import reaches
from truegreen.primitives.measure import Judged
from truegreen.primitives.operand import value_of
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span
from truegreen.units.value import Value


class Threshold(StrEnum):
    """A level of a measure."""

    TARGET = "target"
    MINIMUM = "minimum"


class Worse(Protocol):
    """Something that holds from a level on; without a level, from the first miss of the target on."""

    @property
    def worse_than(self) -> Quantity | None:
        """Give the level that must be missed; reaching it exactly is no miss."""

    @property
    def at_or_worse_than(self) -> Quantity | None:
        """Give the level that has the consequence when reached exactly, too."""

    @property
    def at(self) -> Span:
        """Say where it is written."""


W = TypeVar("W", bound=Worse)


def worst_passed(judged: Judged, levels: Sequence[W]) -> tuple[W, str] | None:
    """Give the worst level that a missed measure passes, and words for it; None if it passes none.

    The words are of a step whose first given is the measure's. A miss without a value, since nothing was measured,
    passes every level.
    """
    value = judged.step.value
    unit = value.unit if value else ""
    passed = [each for each in levels if value is None or _is_passed(judged, each, value)]
    if not passed:
        return None
    worst = max(passed, key=lambda each: _badness(each, unit, higher=judged.higher_is_better))
    level = worst.worse_than or worst.at_or_worse_than
    if value is None:
        return worst, f"{judged.measure} has no value and counts as the worst"
    if level is None:
        return worst, f"{judged.measure} at {{0}} misses the target"
    edge = "worse than" if worst.worse_than else "at or worse than"
    return worst, f"{judged.measure} at {{0}} is {edge} {value_of(level, unit)}"


def _is_passed(judged: Judged, each: Worse, value: Value) -> bool:
    level = each.worse_than or each.at_or_worse_than
    if level is None:
        return judged.is_missed
    number = value_of(level, value.unit).number
    if each.worse_than is None and value.number == number:
        return True
    return not reaches(value.number, number, higher=judged.higher_is_better)


def _badness(each: Worse, unit: str, *, higher: bool) -> tuple[bool, Fraction, bool]:
    """Give a key by which worse levels come later."""
    level = each.worse_than or each.at_or_worse_than
    if level is None:
        return False, Fraction(0), False
    number = value_of(level, unit).number
    return True, -number if higher else number, each.worse_than is not None
