"""Customers who may be gone after any time they came, each with a chance of its own: what `mbg_nbd` and `bg_nbd` share.

The chances are spread as a beta curve (a, b). The two models differ in one number: after how many of the first times
nobody can be gone, none under MBG/NBD and one under BG/NBD.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truegreen.stats.lifetime.coming_back import ComingBack
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.lifetime.histories import Histories

BESIDE = 1e-6
"""The expectations have a gap where a is 1, with the same value on both sides; this far beside it they are computed."""
BEGINS = (1.0, 2.0)
"""Where a and b begin when they are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoneByChance(ComingBack):
    """How customers come back, and may be gone after any time they came.

    Attributes:
        a, b: chances of being gone after each time are spread as a beta curve with mean a/(a+b).
    """

    a: float
    b: float
    spared: ClassVar[int]
    """After how many of the first times nobody can be gone."""

    def odds_gone(self, x: Floats, last: Floats, age: Floats) -> Floats:
        """Give the logarithm of the odds that each customer is gone."""
        return _odds_gone((self.r, self.a, self.b), x, np.log((self.alpha + age) / (self.alpha + last)), self.spared)

    def returns(self, within: Floats, x: Floats, age: Floats) -> Floats:
        """Give how often each customer will come back within some time, if it is still there.

        By Euler's transformation of the usual formula, which would overflow for customers who come often.
        """
        from scipy.special import hyp2f1

        a = self.a if abs(self.a - 1) > BESIDE else 1 + BESIDE
        part, many = within / (self.alpha + age + within), a + self.b - self.spared
        rest = (1 - part) ** (a - 1) * hyp2f1(many - self.r, a - 1, many + x, part)
        return np.asarray((many + x) / (a - 1) * (1 - rest))


def log_likelihood(given: Histories, at: Floats, spared: int) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by r, α, a and b.

    What depends on the number of repeats alone is computed once for each number.
    """
    from scipy.special import digamma, expit, gammaln

    r, alpha, a, b = at
    x, weights, k, many = given.repeats, given.weights, given.numbers, given.many
    since, until = np.log(alpha + given.last), np.log(alpha + given.age)
    # beside a chance of 1 to be there; its logarithm, since who came very often may be gone beyond any number
    gone, stayed = _odds_gone((r, a, b), x, until - since, spared), k + 1 - spared
    fixed = gammaln(r + k) - gammaln(r) + r * np.log(alpha)
    fixed += gammaln(a + b) + gammaln(b + stayed) - gammaln(b) - gammaln(a + b + stayed)
    height = float(many @ fixed + weights @ (np.logaddexp(0.0, gone) - (r + x) * until))
    left = weights * expit(gone)
    by_a = digamma(a + b) - digamma(a + b + stayed)
    by_b = by_a + digamma(b + stayed) - digamma(b)
    slope = [
        many @ (digamma(r + k) - digamma(r) + np.log(alpha)) - weights @ until + left @ (until - since),
        weights.sum() * r / alpha
        - (weights - left) @ ((r + x) / (alpha + given.age))
        - left @ ((r + x) / (alpha + given.last)),
        many @ by_a + left.sum() / a,
        many @ by_b - left @ (1 / (b + np.maximum(x - spared, 0.0))),
    ]
    return height, np.array(slope, dtype=np.float64)


def _odds_gone(at: tuple[float, float, float], x: Floats, longer: Floats, spared: int) -> Floats:
    r, a, b = at
    odds = np.log(a / (b + np.maximum(x - spared, 0.0))) + (r + x) * longer
    return np.where(x >= spared, odds, -np.inf)
