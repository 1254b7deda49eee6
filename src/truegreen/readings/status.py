"""Status: whether the contract's target was met is arithmetic; whether customers are well is an inference."""

from __future__ import annotations

from truegreen.model.agreement import Measure
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.primitives.level import reaches, round_measure
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
    value = round_measure(reading.value, reading.unit, measure.rounding)
    if reaches(value, level.in_unit(reading.unit), higher=better == "higher"):
        return Contract.MET
    if measure.minimum and not reaches(value, measure.minimum.in_unit(reading.unit), higher=better == "higher"):
        return Contract.BELOW_MINIMUM
    return Contract.MISSED


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
