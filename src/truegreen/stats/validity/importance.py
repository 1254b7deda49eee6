"""Importance: how much of what is explained is each figure's own, where figures go together?

Figures of one operation rise and fall with each other, so whichever enters first takes all. LMG (Lindeman, Merenda and
Gold 1980; Shapley's value of R²) averages over every order in which they can enter; its shares add up to R². The other
measures are what simpler answers would say (Grömping 2006; Genizi 1993; Zuber and Strimmer 2011).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.panel.bootstrap import spreads_drawn
from truegreen.stats.panel.equations import Unfit, Way, about_mean, equations, unfit
from truegreen.stats.panel.moments import Floats, Moments

MOST = 15
AT_ONCE = 1 << 19
TINY = 1e-10


class Measure(StrEnum):
    """How what is explained is divided."""

    LMG = "lmg"
    LAST = "last"
    FIRST = "first"
    GENIZI = "genizi"
    CAR = "car"


@dataclass(frozen=True, slots=True, eq=False)
class Importance:
    """Each figure's share of what is explained.

    Attributes:
        measure: how it is divided.
        names: (k,) of the figures.
        explained: share of the outcome's variance that all together explain, R².
        shares: (k,) each one's part; they add up to ``explained``, but for first and last.
        low: (k,) the lower ends of their intervals.
        high: (k,) the upper ends.
        confidence: of the intervals, from accounts drawn anew.
        clusters: accounts behind it.
        draws: how many times they were drawn.
        seed: of the draws.
    """

    measure: Measure
    names: tuple[str, ...]
    explained: float
    shares: Floats
    low: Floats
    high: Floats
    confidence: float
    clusters: int
    draws: int
    seed: int


def importance(
    moments: Moments,
    outcome: str,
    columns: Sequence[str],
    *,
    measure: Measure = Measure.LMG,
    way: Way = Way.WITHIN,
    confidence: float = 0.95,
    draws: int = 500,
    seed: int = 0,
) -> Importance | Unfit:
    """Give each figure's share of an outcome, by default of what moves within accounts; or why there is none.

    Args:
        moments: of the columns and the outcome, by account.
        outcome: what is explained.
        columns: the figures, at most 15.
        measure: how it is divided.
        way: which rows are held against which.
        confidence: of the intervals.
        draws: of accounts anew, at least 1.
        seed: of the draws.

    Raises:
        ValueError: more than 15 figures.
    """
    if len(columns) > MOST:
        raise ValueError(f"{len(columns)} figures have too many orders: at most {MOST}")
    made = equations(moments, outcome, columns, way)
    total = made.total()
    missing = unfit(made, total)
    if missing is not None:
        return missing
    found = divided(about_mean(made, total), measure)
    again = np.concatenate([divided(some, measure) for some in _parts(spreads_drawn(made, draws, seed))])
    low, high = np.quantile(again, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    explained = 1 - float(_left(_correlation(about_mean(made, total)))[-1])
    return Importance(measure, tuple(columns), explained, found, low, high, confidence, len(made.clusters), draws, seed)


def divided(products: ArrayLike, measure: Measure = Measure.LMG) -> Floats:
    """Divide R² among columns, (…, k), whose shares come in their order.

    Args:
        products: (…, k + 1, k + 1) of the columns and, last, the outcome: a covariance or correlation matrix or sums of
            products around the means; any number of them at once.
        measure: how it is divided.

    Raises:
        ValueError: the matrix is not square, or has no column.
    """
    given = np.asarray(products, dtype=np.float64)
    if given.ndim < 2 or given.shape[-1] != given.shape[-2] or given.shape[-1] < 2:
        raise ValueError(f"{given.shape} is no square matrix of columns and an outcome")
    matrix = _correlation(given)
    ways: dict[Measure, Callable[[Floats], Floats]] = {
        Measure.LMG: _lmg,
        Measure.LAST: _last,
        Measure.FIRST: lambda given: np.square(given[..., :-1, -1]),
        Measure.GENIZI: _genizi,
        Measure.CAR: _car,
    }
    return ways[measure](matrix)


def _parts(spreads: Floats) -> list[Floats]:
    """Give some draws at a time: each has as many subsets of columns as there are."""
    some = max(1, AT_ONCE >> (spreads.shape[-1] - 1))
    return [spreads[start : start + some] for start in range(0, len(spreads), some)]


def _correlation(products: Floats) -> Floats:
    spread = np.sqrt(np.maximum(np.diagonal(products, axis1=-2, axis2=-1), 0.0))
    scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    matrix: Floats = products * scale[..., :, None] * scale[..., None, :]
    return matrix


def _left(matrix: Floats) -> Floats:
    """Give what each subset of columns leaves of the outcome, (…, 2^k): the first column is the highest bit.

    Each column in turn is either taken out of all that follow it, or passed over: every subset in one sweep.
    """
    lead, width = matrix.shape[:-2], matrix.shape[-1]
    state = matrix.reshape(-1, 1, width, width)
    for _ in range(width - 1):
        pivot, rest = state[..., :1, :1], state[..., 1:, 1:]
        own = pivot > TINY
        taken = rest - np.where(own, state[..., 1:, :1] * state[..., :1, 1:] / np.where(own, pivot, 1.0), 0.0)
        state = np.stack([rest, taken], axis=2)
        state = state.reshape(len(state), -1, *rest.shape[-2:])
    return state.reshape(*lead, -1)


def _lmg(matrix: Floats) -> Floats:
    count = matrix.shape[-1] - 1
    left = _left(matrix)
    members = np.array([each.bit_count() for each in range(2 ** (count - 1))])
    weights = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])[members]
    shares = []
    for place in range(count):
        parts = left.reshape(*left.shape[:-1], 2**place, 2, -1)
        gains = (parts[..., 0, :] - parts[..., 1, :]).reshape(*left.shape[:-1], -1)
        shares.append(gains @ weights)
    return np.stack(shares, axis=-1)


def _last(matrix: Floats) -> Floats:
    left = _left(matrix)
    everything = 2 ** (matrix.shape[-1] - 1) - 1
    without = [everything ^ (1 << place) for place in reversed(range(matrix.shape[-1] - 1))]
    shares: Floats = left[..., without] - left[..., [everything]]
    return shares


def _roots(matrix: Floats) -> tuple[Floats, Floats]:
    """Give the root of the columns' correlations, and the columns made independent held against the outcome."""
    values, vectors = np.linalg.eigh(matrix[..., :-1, :-1])
    root = np.sqrt(np.maximum(values, 0.0))
    inverse = np.divide(1.0, root, out=np.zeros_like(root), where=values > TINY)
    turned = np.swapaxes(vectors, -1, -2)
    with_outcome = (vectors * inverse[..., None, :]) @ turned @ matrix[..., :-1, -1:]
    return (vectors * root[..., None, :]) @ turned, with_outcome[..., 0]


def _genizi(matrix: Floats) -> Floats:
    root, own = _roots(matrix)
    shares: Floats = (root**2 @ own[..., None] ** 2)[..., 0]
    return shares


def _car(matrix: Floats) -> Floats:
    shares: Floats = _roots(matrix)[1] ** 2
    return shares
