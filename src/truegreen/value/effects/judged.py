"""What may be said of an effect, how well it is evidenced, and how strong something unseen would have to be."""

from __future__ import annotations

from collections.abc import Sequence

from truegreen.model.effect import Check, Design, Expected
from truegreen.model.value import Grade
from truegreen.stats.causal.robustness import Robustness, robustness
from truegreen.stats.causal.sensitivity import Hidden, e_value
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.validity.student import quantile

USUAL = {"share": 0.02, "points": 2.0}
OF_LEVEL = 0.05
"""Of the level before, what is nothing, for measures of other units."""
LIKE_IN_RECORDS = "Others are alike in what is recorded, and perhaps in nothing else."


def margin(asked: float | None, unit: str, level: float | None) -> float:
    """Give how little is nothing: what was asked for, two points of a share, or a twentieth of the level before."""
    return asked if asked is not None else USUAL.get(unit, OF_LEVEL * abs(level or 0.0))


def verdict(estimate: Estimate | None, nothing: float, better: str, expected: Expected) -> Verdict:
    """Say what may be said of an effect, in one of four words.

    Refuted: the 90 % interval lies within what is nothing (two one-sided tests at 5 %). Perverse: it is there, and the
    other way than it was to be.
    """
    if estimate is None:
        return Verdict.NOT_ENOUGH
    freedom = max(estimate.effective - 1, 1.0)
    reach = (estimate.high - estimate.low) / 2 * quantile(0.90, freedom) / quantile(estimate.confidence, freedom)
    if abs(estimate.value) + reach <= nothing:
        return Verdict.REFUTED
    if estimate.low <= 0 <= estimate.high:
        return Verdict.NOT_ENOUGH
    is_better = (estimate.value > 0) == (better == "higher")
    wanted = expected is Expected.ANY or is_better == (expected is Expected.BETTER)
    return Verdict.ESTABLISHED if wanted else Verdict.PERVERSE


def graded(design: Design, checks: Sequence[Check], estimate: Estimate | None) -> tuple[Grade, tuple[str, ...]]:
    """Give the grade of evidence, and why it is no better."""
    if estimate is None:
        return Grade.DESCRIPTIVE, ("Only before and after is told, and nobody knows what would have happened anyway.",)
    failed = [each for each in checks if each.passed is False]
    if any(each.is_needed for each in failed):
        return Grade.DESCRIPTIVE, tuple(each.says for each in failed if each.is_needed)
    unknown = [each for each in checks if each.passed is None]
    reasons = tuple(each.says for each in (*failed, *unknown))
    if design is Design.ADJUSTED:
        return Grade.ADJUSTED, (LIKE_IN_RECORDS, *reasons)
    return (Grade.ADJUSTED, reasons) if reasons else (Grade.QUASI_EXPERIMENTAL, ())


def ratio(estimate: Estimate, without: float, unit: str) -> Hidden | None:
    """Give the E-value of a share, of its rarer side; None where it is no share, or lies beyond 0 and 1.

    Args:
        estimate: the effect, in the share's unit.
        without: what the share would have been without the change.
        unit: of the measure.
    """
    sign, level = (1.0, without) if without <= 0.5 else (-1.0, 1 - without)
    ends = sorted(level + sign * each for each in (estimate.low, estimate.high))
    value = level + sign * estimate.value
    if unit != "share" or not 0 < level < 1 or value <= 0:
        return None
    low = max(ends[0], value * 1e-9)
    return e_value(value / level, min(low, value) / level, max(ends[1], value) / level)


def explained(estimate: Estimate, freedom: float) -> Robustness | None:
    """Give how much of what is left something unseen would have to explain; None where nothing can be said."""
    if not estimate.error > 0 or freedom <= 1:
        return None
    return robustness(estimate.value / estimate.error, freedom)
