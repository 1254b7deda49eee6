"""Do two monthly series move together? A correlation, never without how many independent months it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import atanh, sqrt, tanh
from statistics import NormalDist

import numpy as np

from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.intervals import z_of
from truegreen.stats.series.carry import Floats, Frame, Places, carry_over, effective_size, frame, surprises
from truegreen.stats.series.reading import Series, shared, standardised

LEAST = 12
"""Of fewer months nothing is said."""
DRIFT = 0.3
"""A series drifts if its correlation with time is more than this. Asking for less would do no harm."""


class How(StrEnum):
    """What of the series is compared. Changes and surprises forget a common drift; levels and surprises are safest."""

    LEVELS = "levels"
    TRENDLESS = "distances from a straight line"
    CHANGES = "changes from month to month"
    SURPRISES = "what a month adds to what the month before led to expect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """How two series move together.

    Attributes:
        estimate: their correlation, with its interval; ``effective`` says how many independent months it rests on. None
            where there are fewer than twelve months, or one series never moves.
        carries: how much of a month each of the two keeps of the month before, of what was compared.
        how: what was compared.
        verdict: established: they move as expected; perverse: against it; refuted: not worth mentioning either way.
    """

    estimate: Estimate | None
    carries: tuple[float, float]
    how: How
    verdict: Verdict


def together(
    one: Series,
    other: Series,
    how: How | None = None,
    *,
    season: int | None = None,
    expected: int = 1,
    nothing: float = 0.1,
    confidence: float = 0.95,
) -> Together:
    """Say whether two monthly series move together.

    The interval is Fisher's with n(1 − ρxρy)/(1 + ρxρy) months in place of n (Bartlett 1935; Dawdy and Matalas 1964);
    ρ is corrected for short series. On independent series of 24 months it is wrong at most five times in 100, whatever
    carries over and however they drift.

    Args:
        one: a value per month, None or NaN where there is none.
        other: the same months of the other.
        how: what is compared; if None, levels, or distances from a line where both drift.
        season: months of a year, whose means are taken out first; None for none.
        expected: 1 if they should rise together, −1 if one should fall when the other rises.
        nothing: a correlation nearer to nought than this is not worth mentioning.
        confidence: two-sided, of the interval.

    Raises:
        ValueError: the two are not of one length, or what is expected is neither 1 nor −1.
    """
    if expected not in (1, -1):
        raise ValueError(f"series are expected to move by 1 or −1, not {expected:g}")
    first, second, months = shared(one, other)
    pair = np.array([standardised(first), standardised(second)])
    how = how or (How.TRENDLESS if both_drift(pair, months) else How.LEVELS)
    if how is How.CHANGES:
        steps = np.flatnonzero(np.diff(months) == 1) + 1
        pair, months = pair[:, steps] - pair[:, steps - 1], months[steps]
    kept = _kept(pair, months, how, season)
    if kept is None:
        return Together(estimate=None, carries=(0.0, 0.0), how=how, verdict=Verdict.NOT_ENOUGH)
    rest, carries, months_left = kept
    r = correlation(rest[0], rest[1])
    effective = effective_size(months_left, *carries)
    estimate = _estimate(r, months_left, effective, confidence, how)
    return Together(
        estimate=estimate, carries=carries, how=how, verdict=_verdict(estimate, expected, nothing, 1 - confidence)
    )


def both_drift(pair: Floats, months: Places) -> bool:
    """Say whether both series lean along a straight line: then they look alike whatever else they do.

    Args:
        pair: two rows of standardised values.
        months: their places.
    """
    line = standardised(months.astype(np.float64))
    return bool(line.size) and bool((np.abs(pair @ line) / line.size > DRIFT).all())


def _kept(pair: Floats, months: Places, how: How, season: int | None) -> tuple[Floats, tuple[float, float], int] | None:
    """Give what is compared, its carry-overs, and months less what was taken out; None where that is too little."""
    of = frame(months, trend=how is How.TRENDLESS, season=season)
    if of is None:
        return None
    rest, taken = of.rest(pair), of.taken - 1
    if how is How.SURPRISES:
        white = whitened(rest, of)
        if white is None:
            return None
        rest, of = white
    left = of.months.size - taken
    if left < LEAST - (how in (How.CHANGES, How.SURPRISES)) or not (np.abs(rest).max(axis=1) > 1e-9).all():
        return None
    carries = carry_over(rest, of)
    return rest, (float(carries[0]), float(carries[1])), left


def whitened(rest: Floats, of: Frame) -> tuple[Floats, Frame] | None:
    """Give the surprises of series about their means, and their frame; None where there are too few."""
    found, months = surprises(rest, carry_over(rest, of), of)
    after = frame(months)
    return None if after is None else (after.rest(found), after)


def correlation(one: Floats, other: Floats) -> float:
    """Give the correlation of values whose means are nought."""
    return float(np.clip(one @ other / sqrt(float(one @ one) * float(other @ other)), -1, 1))


def _estimate(r: float, months: int, effective: float, confidence: float, how: How) -> Estimate:
    middle = atanh(max(-1 + 1e-12, min(1 - 1e-12, r)))
    error = 1 / sqrt(effective - 3) if effective > 3 else float("inf")
    known = error < float("inf")
    half = z_of(confidence) * error
    return Estimate(
        value=r,
        error=error * (1 - r**2) if known else float("inf"),
        low=min(tanh(middle - half), r) if known else -1.0,
        high=max(tanh(middle + half), r) if known else 1.0,
        count=months,
        effective=effective,
        smallest=tanh((z_of(0.95) + z_of(0.6)) * error) if known else 1.0,
        method=f"correlation of {how}",
        confidence=confidence,
        p=2 * NormalDist().cdf(-abs(middle) / error) if known else 1.0,
        assumes=("a month keeps a fixed part of the month before, and nothing of earlier ones",)
        + (("neither series has a trend of its own",) if how is How.LEVELS else ()),
    )


def _verdict(estimate: Estimate, expected: int, nothing: float, alpha: float) -> Verdict:
    if estimate.p is not None and estimate.p < alpha:
        return Verdict.ESTABLISHED if estimate.value * expected > 0 else Verdict.PERVERSE
    if estimate.effective <= 3:
        return Verdict.NOT_ENOUGH
    half = z_of(1 - 2 * alpha) / sqrt(estimate.effective - 3)
    inside = abs(atanh(estimate.value)) + half < atanh(nothing)
    return Verdict.REFUTED if inside else Verdict.NOT_ENOUGH
