"""Status: whether the contract's target was met is arithmetic; whether customers are well is an inference."""

from __future__ import annotations

from fractions import Fraction

from truegreen.model.agreement import Measure, Rounding, RoundingMode
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.units.quantity import Quantity


def contract_status(measure: Measure, reading: Reading | None, better: str) -> Contract:
    """Hold a reading against the agreement's levels, exactly, after the one rounding the agreement names.

    Args:
        measure: the levels, the rounding and the evidence needed; a minimum alone is the level.
        reading: what was measured; None if nothing was.
        better: ``higher`` or ``lower``.
    """
    level = measure.target or measure.minimum
    if reading is None or reading.value is None or level is None:
        return Contract.NOT_JUDGED
    if measure.sample and reading.count < measure.sample.minimum:
        return Contract.NOT_JUDGED
    value = rounded(reading.value, reading.unit, measure.rounding)
    if _reaches(value, level.in_unit(reading.unit), better):
        return Contract.MET
    if measure.minimum and not _reaches(value, measure.minimum.in_unit(reading.unit), better):
        return Contract.BELOW_MINIMUM
    return Contract.MISSED


def _reaches(value: Fraction, level: Fraction, better: str) -> bool:
    return value >= level if better == "higher" else value <= level


def rounded(value: Fraction, unit: str, rounding: Rounding | None) -> Fraction:
    """Round a value as the agreement says, in the unit it is written in: a share as a percentage.

    >>> rounded(Fraction(7996, 10000), "share", Rounding(digits=1))
    Fraction(4, 5)
    """
    if rounding is None:
        return value
    parts = (100 if unit == "share" else 1) * Fraction(10) ** rounding.digits
    shown = value * parts
    if rounding.mode is RoundingMode.HALF_EVEN:
        return round(shown) / parts
    up = int(abs(shown) + Fraction(1, 2))
    return (up if shown > 0 else -up) / parts


def outcome_status(target: Quantity | None, reading: Reading | None, better: str) -> Outcome:
    """Infer from those who answered whether customers in general are at the target; often we cannot tell.

    The whole interval has to lie on one side of the target. This is the plain reading of one cell; where many cells
    are looked at together, the truth test holds the share of false calls.
    """
    if target is None or reading is None or reading.low is None or reading.high is None:
        return Outcome.CANNOT_TELL
    level = float(target.in_unit(reading.unit))
    worst, best = (reading.low, reading.high) if better == "higher" else (-reading.high, -reading.low)
    level = level if better == "higher" else -level
    if worst >= level:
        return Outcome.GOOD
    return Outcome.BAD if best < level else Outcome.CANNOT_TELL
