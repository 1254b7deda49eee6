"""Permutation: had the arms been drawn otherwise, how often would they differ so much? For few units, without a curve.

All draws that could have been made are gone through where they are few, else some of them at random, the one that was
made among them (Phipson and Smyth 2010). The interval holds every difference that the test would not refuse (Garthwaite
1996); for a difference of means its ends are found without a search: with δ taken off the treated, each other draw
differs as much as the real one at one δ, and the ends are quantiles of those.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import comb, floor, inf, prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN

Floats = NDArray[np.float64]

MOST = 50_000
CLOSE = 1e-9
AT_ONCE = 10_000_000
"""Units times draws that are looked at in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permuted:
    """A difference held against all other draws.

    Attributes:
        estimate: treated less control; its interval has no end where the draws are too few to give one.
        draws: that were looked at, the real one among them.
        exact: whether these are all there are.
    """

    estimate: Estimate
    draws: int
    exact: bool


def permuted(
    values: ArrayLike,
    treated: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: Sequence[Hashable] | None = None,
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int = 1,
) -> Permuted:
    """Say by how much treated units lie above the others, and how often a draw by chance would say as much.

    Args:
        values: (n,) of the units that were drawn; of clusters, their means.
        treated: (n,) whether each was.
        weights: (n,) how much each counts, say a cluster's rows; the same if left out.
        strata: (n,) within which units were drawn; each counts by its weights.
        confidence: two-sided.
        draws: at random, where there are more than 50,000 in all.
        seed: of those.

    Raises:
        ValueError: shapes differ, a value is no number, a stratum has no unit in an arm, or a confidence or number of
            draws that is none.

    >>> found = permuted([5, 6, 7, 8, 1, 2, 3, 4], [1, 1, 1, 1, 0, 0, 0, 0])
    >>> found.draws, round(found.estimate.p, 4), round(found.estimate.low, 9), round(found.estimate.high, 9)
    (70, 0.0286, 1.0, 7.0)
    """
    if not (0 < confidence < 1 and draws >= 1):
        raise ValueError(f"{draws} draws with a confidence of {confidence:g} are none")
    units = _units(values, treated, weights, strata)
    exact = prod(comb(len(each[0]), int(each[1].sum())) for each in units) <= MOST
    found, shares = _all(units) if exact else _some(units, draws, np.random.default_rng(seed))
    real, low, high, p = _ends(found, shares, 1 - confidence)
    error = float(np.std(found - real * shares))
    rows = sum(len(each[0]) for each in units)
    return Permuted(
        estimate=Estimate(
            value=real,
            error=error,
            low=low,
            high=high,
            count=rows,
            effective=float(rows),
            smallest=SEEN * error,
            method="trials.permutation",
            confidence=confidence,
            p=p,
            assumes=("units were drawn by chance as they could have been drawn otherwise", "each gains the same"),
            seed=None if exact else seed,
        ),
        draws=len(found),
        exact=exact,
    )


Unit = tuple[Floats, NDArray[np.bool_], Floats, float]
"""Of a stratum: values, whether treated, weights, and the stratum's share of all weights."""


def _units(
    values: ArrayLike, treated: ArrayLike, weights: ArrayLike | None, strata: Sequence[Hashable] | None
) -> list[Unit]:
    figures, arms = np.asarray(values, dtype=np.float64), np.asarray(treated, dtype=np.bool_)
    heavy = np.ones(figures.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    keys: Sequence[Hashable] = [None] * figures.size if strata is None else strata
    if figures.ndim != 1 or not figures.shape == arms.shape == heavy.shape == (len(keys),):
        raise ValueError("each unit has one value, one arm, one weight and one stratum")
    if not (np.all(np.isfinite(figures)) and np.all((heavy > 0) & np.isfinite(heavy))):
        raise ValueError("a value is no number, or a weight not above nought")
    units = []
    for key in dict.fromkeys(keys):
        at = np.array([each == key for each in keys])
        if arms[at].all() or not arms[at].any():
            raise ValueError(f"all units{'' if key is None else f' of {key}'} are in one arm")
        units.append((figures[at], arms[at], heavy[at], float(heavy[at].sum() / heavy.sum())))
    if not units:
        raise ValueError("there are no units")
    return units


def _all(units: list[Unit]) -> tuple[Floats, Floats]:
    """Give the difference, and the share of those really treated, under each draw; the real one first."""
    parts = []
    for unit in units:
        arms = unit[1]
        size, chosen = len(arms), int(arms.sum())
        places = np.array(list(combinations(range(size), chosen)), dtype=np.intp)
        drawn = np.zeros((len(places), size), dtype=np.bool_)
        np.put_along_axis(drawn, places, values=True, axis=1)
        first = int(np.flatnonzero((drawn == arms).all(axis=1))[0])
        drawn[[0, first]] = drawn[[first, 0]]
        parts.append(_under(unit, drawn))
    sums = [reduce(lambda one, other: np.add.outer(one, other).ravel(), each) for each in zip(*parts, strict=True)]
    return sums[0], sums[1]


def _some(units: list[Unit], draws: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
    found, shares = np.zeros(draws + 1), np.zeros(draws + 1)
    for unit in units:
        places = np.arange(0, draws, max(1, AT_ONCE // len(unit[1])))
        for first, last in zip(places, (*places[1:], draws), strict=True):
            drawn = chance.permuted(np.tile(unit[1], (last - first, 1)), axis=1)
            one, other = _under(unit, drawn if first else np.vstack([unit[1], drawn]))
            inside = slice(first + 1 if first else 0, last + 1)
            found[inside] += one
            shares[inside] += other
    return found, shares


def _under(unit: Unit, drawn: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    values, arms, weights, share = unit
    heavy = drawn @ weights
    light = weights.sum() - heavy

    def gap(of: Floats) -> Floats:
        inside = drawn @ (weights * of)
        return np.asarray(share * (inside / heavy - ((weights * of).sum() - inside) / light))

    middle = float(values.mean())
    return gap(values - middle), gap(arms.astype(np.float64))


def _ends(found: Floats, shares: Floats, alpha: float) -> tuple[float, float, float, float]:
    """Give the real difference, the ends of its interval, and the two-sided chance of so much."""
    real, slack = float(found[0]), CLOSE * max(1e-300, float(np.abs(found).max()))
    tails = [float(np.mean(each)) for each in (found >= real - slack, found <= real + slack)]
    same = shares >= 1 - CLOSE
    other = (real - found[~same]) / (1 - shares[~same])
    skip = floor(alpha / 2 * len(found) + CLOSE)
    below = np.concatenate([np.full(same.sum(), -inf), np.sort(other)])
    above = np.concatenate([np.full(same.sum(), inf), np.sort(other)[::-1]])
    return real, float(below[skip]), float(above[skip]), min(1.0, 2 * min(tails))
