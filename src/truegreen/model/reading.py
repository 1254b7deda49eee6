"""A reading: what a measure was, for a slice and a period, with its counts and its doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from truegreen.units.period import Period

# A metric's total is counted in whole small parts: how many of them make one of the unit. Points are shares × 100.
PARTS: Final = {
    "share": Fraction(1), "seconds": Fraction(1), "money": Fraction(10_000), "score": Fraction(10_000),
    "points": Fraction(1, 100), "count": Fraction(1), "days": Fraction(1),
}  # fmt: skip
UNITS: Final = tuple(PARTS)


class Contract(StrEnum):
    """Contract status: a fact, by arithmetic on the census of rows."""

    MET = "met"
    MISSED = "missed"
    BELOW_MINIMUM = "below minimum"
    NOT_JUDGED = "not judged"


class Outcome(StrEnum):
    """Outcome status: an inference from the customers who answered, with its doubt."""

    GOOD = "good"
    BAD = "bad"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a measure was, for a slice and a period.

    Attributes:
        measure: the measure's id in its agreement.
        spec: the metric, variant and parameters that were computed.
        slice: the members it is limited to, like ``{"site": "Lisbon"}``; empty for everything.
        period: the days it gathers; None for all periods together.
        count: rows counted.
        total: what they add up to, in the unit's small parts (the numerator).
        squares: the sum of squares of the same, for the variance of a mean.
        divisor: what the total is divided by where that is not the count, such as revenue; None where it is.
        unit: one of ``UNITS``.
        eligible, invited, answered: coverage, where the metric comes from a survey.
        value: total over count in the unit, exact; or the quantile, where ``quantile_of`` made it; None if nothing
            was measured.
        low, high: 95 % interval of the value, where one is known.
    """

    measure: str
    spec: str
    count: int
    total: int
    squares: int
    unit: str
    slice: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    divisor: int | None = None
    eligible: int | None = None
    invited: int | None = None
    answered: int | None = None
    value: Fraction | None = None
    low: float | None = None
    high: float | None = None


def decimal(value: Fraction, digits: int) -> Decimal:
    """Write an exact value with so many digits, rounded half up, for the eye only."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
