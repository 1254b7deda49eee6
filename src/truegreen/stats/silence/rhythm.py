"""How often accounts come, and how much they differ: rates spread as a gamma curve, told from counts and exposures.

An account comes at a rate of its own, by chance (Poisson); rates of accounts are spread as a gamma curve, so that
counts are spread as a negative binomial (Greenwood and Yule 1920; Ehrenberg 1959). The curve of greatest likelihood is
found from one count and one exposure per account, which an engine adds up in one scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.shrinkage.climb import climbed

Floats = NDArray[np.float64]
LOWEST, HIGHEST = 1e-3, 1e5
FARTHEST = 12.0
"""Logarithms that the mean rate may lie from all counts over all exposures."""
METHOD, VERSION = "negative binomial, greatest marginal likelihood", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How rates are spread over accounts: a gamma curve.

    Attributes:
        r: its shape; the higher, the more alike accounts are.
        alpha: its rate, in the unit of the exposures: r / alpha is the mean rate.
        likelihood: logarithm of the chance of all counts, without what depends on no parameter.
        accounts: how many there were, or the sum of their weights.
        edge: whether accounts are as alike as the counts of all others allow: no account differs from any other.
        converged: whether the last step moved nothing.
    """

    r: float
    alpha: float
    likelihood: float
    accounts: float
    edge: bool
    converged: bool
    method: str = METHOD
    version: int = VERSION

    @property
    def mean(self) -> float:
        """Give how often an account comes, on average, per unit of exposure."""
        return self.r / self.alpha

    def rates(self, counts: ArrayLike, exposures: ArrayLike) -> Floats:
        """Give how often each account is expected to come: (r + x) / (α + T)."""
        x, exposed, _ = _given(counts, exposures, None)
        return np.asarray((self.r + x) / (self.alpha + exposed))


def rhythm(counts: ArrayLike, exposures: ArrayLike, weights: ArrayLike | None = None) -> Rhythm:
    """Give how the rates of accounts are spread.

    Where accounts differ no more than chance makes them differ, the greatest likelihood would have no spread at all. It
    is held to what the counts of all other accounts are worth, so that a lone account is told by itself.

    Args:
        counts: how often each account came, (A,); not negative.
        exposures: for how long each was looked at, (A,), in any unit of time; accounts without any say nothing.
        weights: how many accounts each stands for; one if left out.

    Raises:
        ValueError: no account was looked at, or figures are negative, missing or not as many of one as of the other.

    >>> found = rhythm([2, 3, 5, 4, 12, 0], [10, 10, 10, 10, 10, 10])
    >>> round(found.mean, 2), round(found.r, 1)
    (0.43, 1.7)
    """
    x, exposed, w = _given(counts, exposures, weights)
    known = (exposed > 0) & (w > 0)
    if not known.any():
        raise ValueError("no account was looked at for any time")
    x, exposed, w = x[known], exposed[known], w[known]
    total = float(w @ x)
    mean = np.log((total or 0.5) / float(w @ exposed))
    others = total - float(w @ x**2) / total if total else 0.0
    low = np.array([mean - FARTHEST, np.log(LOWEST)])
    high = np.array([mean + FARTHEST, np.log(min(1 + max(others, 0.0), HIGHEST))])
    start = np.clip([mean, 0.0], low, high)
    top = climbed(_Hill(x, exposed, w), start if total else np.array([mean, high[1]]), low, high, 100 if total else 0)
    r = float(np.exp(top.at[1]))
    return Rhythm(
        r=r,
        alpha=r / float(np.exp(top.at[0])),
        likelihood=top.value,
        accounts=float(w.sum()),
        edge=bool(top.at[1] >= high[1] - 1e-9),
        converged=top.reached or not total,
    )


class _Hill:
    """The logarithm of the chance of all counts, by the logarithms of the mean rate and of r, to be climbed.

    What depends on counts alone is computed once for each count that occurs.
    """

    def __init__(self, counts: Floats, exposures: Floats, weights: Floats) -> None:
        self.counts, self.exposures, self.weights = counts, exposures, weights
        self.numbers, which = np.unique(counts, return_inverse=True)
        self.many = np.bincount(which, weights, self.numbers.size)

    def __call__(self, at: Floats) -> tuple[float, Floats, Floats]:
        """Give its value, its slope and its curvature."""
        from scipy.special import digamma, gammaln, polygamma

        x, w, k, r = self.counts, self.weights, self.numbers, float(np.exp(at[1]))
        expected = np.exp(at[0]) * self.exposures
        whole, grown = r + expected, np.log1p(expected / r)
        value = self.many @ (gammaln(r + k) - gammaln(r)) + w @ (x * (at[0] - np.log(whole)) - r * grown)
        by_mean = w @ (r * (x - expected) / whole)
        by_r = self.many @ (digamma(r + k) - digamma(r)) + w @ ((expected - x) / whole - grown)
        twice_mean = -w @ (r * expected * (r + x) / whole**2)
        across = w @ (r * (x - expected) * expected / whole**2)
        twice_r = self.many @ (polygamma(1, r + k) - polygamma(1, r))
        twice_r += w @ (expected / (r * whole) - (expected - x) / whole**2)
        bent = [[twice_mean, across], [across, r**2 * twice_r + r * by_r]]
        return float(value), np.array([by_mean, r * by_r]), np.array(bent)


def _given(counts: ArrayLike, exposures: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    x, exposed = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (counts, exposures))
    w = np.ones(x.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    if x.ndim != 1 or x.shape != exposed.shape or w.shape != x.shape:
        raise ValueError(f"{x.size} counts, {exposed.size} exposures and {w.size} weights do not belong together")
    if not (
        np.all(x >= 0) and np.all(exposed >= 0) and np.all(w >= 0) and np.isfinite(x.sum() + exposed.sum() + w.sum())
    ):
        raise ValueError("counts, exposures and weights are figures that are not negative")
    return x, exposed, w
