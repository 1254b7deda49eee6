"""A composite: several measures as one series, each by its own usual spread, with what went in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.series.reading import Floats, Series, standardised, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One series that goes into a composite.

    Attributes:
        name: whatever the caller calls it.
        values: one per month, None or NaN where there is none.
        better: 1 if higher is better, −1 if lower is.
        weight: beside the other measures, above nought.
    """

    name: str
    values: Series
    better: int = 1
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What became of one measure.

    Attributes:
        name: as it was given.
        share: of the weight of all that went in; nought if it was left out.
        months: in which it has a value.
        mean, spread: by which it was standardised.
        left_out: why it does not go in; None if it does.
    """

    name: str
    share: float
    months: int
    mean: float
    spread: float
    left_out: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """Several measures as one series: higher is better, one is a usual month's distance from the mean.

    Attributes:
        values: one per month; None where too little of the weight has a value.
        present: share of the weight that has a value, per month.
        parts: the measures in the order in which they were given.
    """

    values: tuple[float | None, ...]
    present: tuple[float, ...]
    parts: tuple[Part, ...]


def composite(measures: Sequence[Measure], *, least: int = 12, present: float = 0.5) -> Composite:
    """Put measures together: the weighted mean of their distances from their own means, in their own spreads.

    Args:
        measures: all of one length.
        least: months in which a measure must have a value to go in.
        present: share of the weight that must have a value in a month; the others' weights are then spread over it.

    Raises:
        ValueError: there is no measure, their lengths differ, or a weight or direction is none.
    """
    series = [values_of(each.values) for each in measures]
    if not measures or len({each.size for each in series}) > 1:
        raise ValueError("a composite needs measures over the same months")
    if any(each.better not in (1, -1) or not each.weight > 0 for each in measures):
        raise ValueError("a measure is better higher or lower, and its weight is above nought")
    reasons = [_left_out(values, least) for values in series]
    total = sum(each.weight for each, why in zip(measures, reasons, strict=True) if why is None)
    shares = [each.weight / total if why is None else 0.0 for each, why in zip(measures, reasons, strict=True)]
    scores = np.array([_scores(values) * each.better for each, values in zip(measures, series, strict=True)])
    weights = np.where(np.isnan(scores), 0.0, np.array(shares)[:, None])
    there = weights.sum(axis=0)
    sums = (np.nan_to_num(scores) * weights).sum(axis=0)
    return Composite(
        values=tuple(
            float(value / part) if part >= present and part > 0 else None
            for value, part in zip(sums, there, strict=True)
        ),
        present=tuple(float(part) for part in there),
        parts=tuple(
            _part(each.name, values, share, why)
            for each, values, share, why in zip(measures, series, shares, reasons, strict=True)
        ),
    )


def _left_out(values: Floats, least: int) -> str | None:
    found = values[~np.isnan(values)]
    if found.size < least:
        return f"{found.size} months of at least {least}"
    return None if standardised(found).any() else "it never changes"


def _scores(values: Floats) -> Floats:
    scores, there = values.copy(), ~np.isnan(values)
    scores[there] = standardised(values[there])
    return scores


def _part(name: str, values: Floats, share: float, why: str | None) -> Part:
    found = values[~np.isnan(values)]
    mean, spread = (float(found.mean()), float(found.std())) if found.size else (float("nan"), float("nan"))
    return Part(name=name, share=share, months=found.size, mean=mean, spread=spread, left_out=why)
