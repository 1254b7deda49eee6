"""After how many months does one series follow another? All lags are asked at once, and the answer allows for that.

The best of seven lags is “significant” for two of three pairs of independent series. Here each series is first reduced
to its surprises, about a straight line if both drift (Haugh, Journal of the American Statistical Association 71 (1976)
378–385), and the best lag is held against the best lags of imitations: series with the same carry-over and nothing in
common (max-T).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Verdict
from truegreen.stats.series.carry import Floats, Frame, Places, carry_over, frame, imitations, surprises
from truegreen.stats.series.reading import Series, shared, standardised
from truegreen.stats.series.together import LEAST, both_drift, whitened

MONTHS = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """The two series with one put off by some months.

    Attributes:
        months: by how many the second follows the first; below nought, how many it goes ahead.
        value: correlation of their surprises.
        effective: how many independent months that rests on.
        p: chance of so much at any of the lags asked for, where the series have nothing in common.
    """

    months: int
    value: float
    effective: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search over lags found.

    Attributes:
        lags: every lag that was asked for and has months enough.
        best: the one that stands out most; None where no lag has months enough.
        verdict: established or perverse for the best lag by its chance over all lags; else not enough data.
        draws, seed: of the imitations.
        method, version: which method, and which version of it.
    """

    lags: tuple[Lag, ...]
    best: Lag | None
    verdict: Verdict
    draws: int
    seed: int
    method: str = "surprises, max-T over lags"
    version: int = 1


def search(
    one: Series,
    other: Series,
    lags: Sequence[int] = MONTHS,
    *,
    season: int | None = None,
    expected: int = 1,
    alpha: float = 0.05,
    draws: int = 999,
    seed: int = 1,
) -> Search:
    """Say after how many months the second series follows the first, if it does.

    Args:
        one: a value per month, None or NaN where there is none.
        other: the same months of the other.
        lags: by how many months the second may follow the first.
        season: months of a year, whose means are taken out first; None for none.
        expected: 1 if they should rise together, −1 if one should fall when the other rises.
        alpha: chance of an answer where there is nothing.
        draws: how many pairs of imitations.
        seed: of their random draws.

    Raises:
        ValueError: the two are not of one length, or there is no draw.
    """
    if draws < 1:
        raise ValueError("a search needs imitations to compare with")
    first, second, months = shared(one, other)
    pair = np.array([standardised(first), standardised(second)])
    of = frame(months, trend=both_drift(pair, months), season=season)
    white = None if of is None else whitened(of.rest(pair), of)
    usable = [] if white is None else _usable(lags, white[1].months)
    if of is None or white is None or not usable or not (np.abs(white[0]).max(axis=1) > 1e-9).all():
        return Search(lags=(), best=None, verdict=Verdict.NOT_ENOUGH, draws=draws, seed=seed)
    scores, values, sizes = _scores(white[0][:1], white[0][1:], white[1], usable)
    nothing = _nothing(carry_over(of.rest(pair), of), of, white[1], usable, draws, seed)
    found = tuple(
        Lag(
            months=lag,
            value=float(values[0, place]),
            effective=float(sizes[0, place]),
            p=float((1 + (nothing >= scores[0, place]).sum()) / (draws + 1)),
        )
        for place, lag in enumerate(usable)
    )
    best = found[int(np.argmax(scores[0]))]
    agrees = Verdict.ESTABLISHED if best.value * expected > 0 else Verdict.PERVERSE
    return Search(
        lags=found, best=best, verdict=agrees if best.p <= alpha else Verdict.NOT_ENOUGH, draws=draws, seed=seed
    )


def _usable(lags: Sequence[int], months: Places) -> list[int]:
    """Give the lags at which there are months enough to compare."""
    return [lag for lag in dict.fromkeys(lags) if np.isin(months + lag, months).sum() >= LEAST - 2]


def _scores(one: Floats, other: Floats, of: Frame, lags: Sequence[int]) -> tuple[Floats, Floats, Floats]:
    """Give for each pair of rows and each lag the score (Fisher's, by effective months), correlation and months."""
    both = carry_over(one, of) * carry_over(other, of)
    worth = np.minimum((1 - both) / (1 + both), 1.0)
    values, sizes = np.empty((len(one), len(lags))), np.empty((len(one), len(lags)))
    for place, lag in enumerate(lags):
        here = np.flatnonzero(np.isin(of.months + lag, of.months))
        there = np.searchsorted(of.months, of.months[here] + lag)
        a, b = one[:, here], other[:, there]
        a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
        spread = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
        values[:, place] = np.divide((a * b).sum(axis=1), spread, out=np.zeros(len(a)), where=spread > 0)
        sizes[:, place] = here.size * worth
    heights = np.arctanh(np.minimum(np.abs(values), 1 - 1e-12))
    return heights * np.sqrt(np.maximum(sizes - 3, 0)), values, sizes


def _nothing(carries: Floats, of: Frame, after: Frame, lags: Sequence[int], draws: int, seed: int) -> Floats:
    """Give the best scores of pairs of imitations, treated just as the series were."""
    random, length = np.random.default_rng(seed), int(of.months[-1]) + 1
    drawn = [of.rest(imitations(float(carry), length, draws, random)[:, of.months]) for carry in carries]
    one, other = (after.rest(surprises(rest, carry_over(rest, of), of)[0]) for rest in drawn)
    return np.asarray(_scores(one, other, after, lags)[0].max(axis=1), dtype=np.float64)
