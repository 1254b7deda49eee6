"""Bootstraps over clusters, from the same products: no row is read again.

Poisson: each cluster counts so often as a Poisson draw of mean one says, and everything is computed anew (Hanley and
MacGibbon 2006). Wild: nothing is assumed of the column tested, and the rest of each cluster keeps or turns its sign
(Cameron, Gelbach and Miller 2008; computed as in Roodman, MacKinnon, Nielsen and Webb 2019).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.equations import SAME, Equations, Unfit, about_mean, unfit, unpacked
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats

AT_ONCE = 2_000_000  # weights drawn at once


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Coefficients of many draws.

    Attributes:
        columns: (k,) without a constant.
        coefficients: (B, k) a row for each draw that had an answer.
        failed: draws that had none, because too few clusters were in them.
        seed: of the draws.
    """

    columns: tuple[str, ...]
    coefficients: Floats
    failed: int
    seed: int

    def errors(self) -> Floats:
        """Give the standard deviation of each coefficient over the draws, (k,)."""
        return np.asarray(self.coefficients.std(axis=0, ddof=1))

    def interval(self, confidence: float = 0.95) -> Floats:
        """Give the lower and the upper end for each coefficient, (2, k): quantiles of the draws."""
        tail = (1 - confidence) / 2
        return np.asarray(np.quantile(self.coefficients, [tail, 1 - tail], axis=0))


@dataclass(frozen=True, slots=True)
class Wild:
    """A wild bootstrap's test of one column.

    Attributes:
        column: which.
        t: its coefficient over its CR1 error.
        p: share of draws with nothing planted in which it is as far off; one more is counted for the data itself,
            unless every way to turn the signs was tried.
        draws: how many.
        seed: of the draws; None if every way was tried.
    """

    column: str
    t: float
    p: float
    draws: int
    seed: int | None


def spreads_drawn(made: Equations, draws: int, seed: int) -> Floats:
    """Give the products around the mean of many Poisson draws of clusters, (B, k + 1, k + 1), the outcome last.

    They are what correlations, shares explained and importance are computed from.
    """
    random = np.random.default_rng(seed)
    packed = np.concatenate(
        [random.poisson(1.0, (size, len(made.clusters))) @ made.products for size in _sizes(made, draws)]
    )
    return np.array([about_mean(made, each) for each in unpacked(packed, len(made.names))])


def poisson(made: Equations, draws: int = 500, seed: int = 0) -> Draws | Unfit:
    """Give the coefficients of Poisson draws of clusters, or say why there are none."""
    wrong = unfit(made, made.total())
    if wrong:
        return wrong
    spreads = spreads_drawn(made, draws, seed)
    answered = _answered(spreads[:, :-1, :-1])
    terms, outcome = spreads[answered, :-1, :-1], spreads[answered, :-1, -1]
    coefficients = (inverse(terms) @ outcome[:, :, None])[:, :, 0]
    names = made.terms[int(made.has_constant) :]
    return Draws(names, coefficients, draws - int(answered.sum()), seed)


def wild(made: Equations, column: str, draws: int = 999, seed: int = 0) -> Wild | Unfit:
    """Test one column by turning the signs of clusters; with few clusters every way to do so is tried.

    Raises:
        ValueError: the column is not among the terms.
    """
    if column not in made.terms:
        raise ValueError(f"{column} cannot be tested; there are {', '.join(made.terms)}")
    total = made.total()
    wrong = unfit(made, total)
    if wrong:
        return wrong
    at = made.terms.index(column)
    bread = inverse(total[:-1, :-1])
    free = bread @ total[:-1, -1]
    pulls = made.scores(free) @ bread[at]
    restricted = free - bread[:, at] * free[at] / bread[at, at]
    informs, by = made.scores(restricted), made.bread() @ bread[at]
    t = _t(free[at], float(pulls @ pulls))
    far = [_drawn_t(signs, informs, bread, by, at) for signs in _signs(made, draws, seed)]
    each = np.concatenate(far)
    as_far = int((each >= abs(t) * (1 - 1e-9)).sum())
    every = 2 ** len(made.clusters) <= draws
    p = as_far / len(each) if every else (as_far + 1) / (len(each) + 1)
    return Wild(column, t, p, len(each), None if every else seed)


def _drawn_t(signs: Floats, informs: Floats, bread: Floats, by: Floats, at: int) -> Floats:
    """Say how far off the column is with these signs, in its own CR1 errors, (B,)."""
    moved = signs @ informs @ bread
    pulls = signs * (informs @ bread[at]) - moved @ by.T
    variance = np.einsum("bg,bg->b", pulls, pulls)
    return np.asarray(np.abs(moved[:, at]) / np.sqrt(np.maximum(variance, np.finfo(float).tiny)))


def _t(value: float, variance: float) -> float:
    return value / float(np.sqrt(max(variance, np.finfo(float).tiny)))


def _signs(made: Equations, draws: int, seed: int) -> Iterator[Floats]:
    """Draw a sign for each cluster, or give every way to do so, some draws at a time."""
    clusters = len(made.clusters)
    if 2**clusters <= draws:
        yield _sign((np.arange(2**clusters)[:, None] >> np.arange(clusters)) & 1)
        return
    random = np.random.default_rng(seed)
    for size in _sizes(made, draws):
        yield _sign(random.integers(0, 2, (size, clusters), dtype=np.int8))


def _sign(bits: NDArray[np.integer]) -> Floats:
    return np.where(bits, -1.0, 1.0)


def _sizes(made: Equations, draws: int) -> list[int]:
    step = max(1, AT_ONCE // max(1, len(made.clusters)))
    return [min(step, draws - start) for start in range(0, draws, step)]


def _answered(terms: Floats) -> NDArray[np.bool_]:
    """Say which draws have an answer: every column has a spread of its own in them."""
    diagonal = np.diagonal(terms, axis1=1, axis2=2)
    spread = (diagonal > 0).all(axis=1)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    least = np.linalg.eigvalsh(terms * scale[:, :, None] * scale[:, None, :])[:, 0]
    return np.asarray(spread & (least > SAME))
