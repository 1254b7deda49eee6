"""Gamma-Gamma: what customers spend each time, told from what they spent and from what others did.

A customer's purchases scatter around its own mean as a gamma curve of shape p; means are spread so that heavy spenders
are rare (q, v). From Colombo and Jiang (1999) and Fader, Hardie and Lee (2005), “RFM and CLV: using iso-value curves
for customer base analysis”; it supposes that who comes often does not spend more or less each time for that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import Fitted, Floats, greatest
from truegreen.stats.lifetime.histories import Thin

METHOD, VERSION = "Gamma-Gamma, greatest likelihood", 1
NAMES = ("p", "q", "v")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GammaGamma:
    """How much customers spend each time.

    Attributes:
        p: shape of one customer's spending.
        q, v: how the customers' own scales are spread: a gamma curve of shape q and rate v.
        fitted: on what, and how well these are known; None where they were given.
    """

    p: float
    q: float
    v: float
    fitted: Fitted | None = None
    method: str = METHOD
    version: int = VERSION

    @property
    def mean(self) -> float:
        """Give what a customer spends each time on average; infinite where so few spend so much that none exists."""
        return self.v * self.p / (self.q - 1) if self.q > 1 else float("inf")

    def expected(self, purchases: ArrayLike, mean: ArrayLike) -> Floats:
        """Give what each customer is expected to spend each time, (N,); that of all where nothing is known of it.

        Args:
            purchases: how many of its purchases are known.
            mean: what it spent each time; anything where none are known.

        Raises:
            ValueError: a customer has fewer than no purchases, or spent nothing or less in one.

        >>> GammaGamma(p=6.25, q=3.74, v=15.44).expected([0, 1, 7], [0, 23.5, 73.74]).round(2)
        array([35.22, 27.07, 71.47])
        """
        x, spent = _spent(purchases, mean)
        known = self.p * x
        return np.asarray(self.p * (self.v + np.where(x > 0, x * spent, 0.0)) / (known + self.q - 1))[()]


def gamma_gamma(purchases: ArrayLike, mean: ArrayLike, weights: ArrayLike | None = None) -> GammaGamma | Thin:
    """Say how much customers spend each time, or why nobody can tell.

    Args:
        purchases: how many purchases of each customer are known; who has none is left out.
        mean: what each spent each time.
        weights: how many customers each stands for; one if left out.

    Raises:
        ValueError: a customer has fewer than no purchases, or spent nothing or less in one.
    """
    x, spent = (np.atleast_1d(each).ravel() for each in _spent(purchases, mean))
    held = np.ones(x.shape) if weights is None else np.asarray(weights, dtype=np.float64).ravel()
    if held.shape != x.shape or not np.all((held >= 0) & np.isfinite(held)):
        raise ValueError("each customer needs a weight of nought or more")
    known = (x > 0) & (held > 0)
    x, spent, held = x[known], spent[known], held[known]
    because = _thin(x, spent, held)
    if because:
        return Thin(because, round(held.sum()), round(float(held @ x)))
    unit = float(held @ (x * spent) / (held @ x))
    top = greatest(lambda at: log_likelihood(x, spent / unit, held, at), np.array([2.0, 2.0, 1.0]), float(held.sum()))
    p, q, v = (float(each) for each in top.at)
    edge = tuple(name for name, ran in zip(NAMES, top.edge, strict=True) if ran)
    known_as = Fitted(
        likelihood=top.height - float(held.sum() * np.log(unit)), covariance=top.covariance, edge=edge,
        customers=round(held.sum()), repeats=round(float(held @ x)), reached=top.reached,
    )  # fmt: skip
    return GammaGamma(p=p, q=q, v=v * unit, fitted=known_as)


def log_likelihood(x: Floats, spent: Floats, weights: Floats, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by p, q and v."""
    from scipy.special import digamma, gammaln

    p, q, v = at
    shape, total = p * x, x * spent
    both = np.log(total + v)
    each = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v) - np.log(spent)
    each += shape * np.log(total) - (shape + q) * both
    slope = [
        weights @ (x * (digamma(shape + q) - digamma(shape) + np.log(total) - both)),
        weights @ (digamma(shape + q) - digamma(q) + np.log(v) - both),
        weights @ (q / v - (shape + q) / (total + v)),
    ]
    return float(weights @ each), np.array(slope, dtype=np.float64)


def _spent(purchases: ArrayLike, mean: ArrayLike) -> tuple[Floats, Floats]:
    x, spent = np.broadcast_arrays(np.asarray(purchases, dtype=np.float64), np.asarray(mean, dtype=np.float64))
    if not np.all((x == 0) | ((x > 0) & np.isfinite(x) & (spent > 0) & np.isfinite(spent))):
        raise ValueError("a customer has no purchases or more, and spent more than nothing in each")
    return x, spent


def _thin(x: Floats, spent: Floats, weights: Floats) -> str:
    if weights.sum() < 3:
        return "fewer than three customers bought anything"
    if np.ptp(spent) <= 1e-9 * spent.max():
        return "all customers spend the same each time"
    return ""
