"""Pareto/NBD: customers come back at their own rates, and may be gone at any time (Schmittlein, Morrison and Colombo
1987; Fader and Hardie 2005, “A note on deriving the Pareto/NBD model and related expressions”).

Rates of coming back are spread as a gamma curve (r, α), those of being gone as another (s, β). The usual formulas take
the difference of two Gaussian hypergeometric functions, which is lost in rounding where customers come often; here the
time after the last visit, in which a customer may have gone, is integrated instead (32 points of Gauss and Legendre).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.coming_back import ComingBack, fit
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.lifetime.histories import Histories, Thin, histories

POINTS = 32
NOTHING = 45.0
"""Beyond so many times e, what is left of the integral is less than a rounding."""
BLOCK = 100_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ParetoNbd(ComingBack):
    """How customers come back and are gone, if they may be gone at any time.

    Attributes:
        s, beta: rates of being gone are spread as a gamma curve with mean s/β.
    """

    s: float
    beta: float
    method: ClassVar[str] = "Pareto/NBD, greatest likelihood"
    times: ClassVar[Sequence[str]] = ("alpha", "beta")

    def odds_gone(self, x: Floats, last: Floats, age: Floats) -> Floats:
        """Give the logarithm of the odds that each customer is gone."""
        at = (self.r, self.alpha, self.s, self.beta)
        gone = _gone(at, x.ravel(), last.ravel(), age.ravel())[0].reshape(x.shape)
        there = -(self.r + x) * np.log(self.alpha + age) - self.s * np.log(self.beta + age)
        return np.asarray(gone + np.log(self.s) - there)

    def returns(self, within: Floats, x: Floats, age: Floats) -> Floats:
        """Give how often each customer will come back within some time, if it is still there."""
        return np.asarray((self.r + x) / (self.alpha + age) * _lived(self.s, self.beta + age, within))


def pareto_nbd(
    repeats: ArrayLike, last: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> ParetoNbd | Thin:  # fmt: skip
    """Say how customers come back and are gone, or why nobody can tell; told as to `mbg_nbd`.

    Raises:
        ValueError: these are no histories.
    """
    return fit(ParetoNbd, log_likelihood, histories(repeats, last, age, weights), (1.0, 1.0))


def log_likelihood(given: Histories, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by r, α, s and β."""
    from scipy.special import digamma, gammaln

    r, alpha, s, beta = at
    x, weights, k, many = given.repeats, given.weights, given.numbers, given.many
    gone, *turns = _gone((r, alpha, s, beta), x, given.last, given.age)
    until, over = np.log(alpha + given.age), np.log(beta + given.age)
    there, left = -(r + x) * until - s * over, np.log(s) + gone
    either = np.logaddexp(there, left)
    fixed = gammaln(r + k) - gammaln(r)
    total = weights.sum()
    height = float(many @ fixed + total * (r * np.log(alpha) + s * np.log(beta)) + weights @ either)
    stay, go = weights * np.exp(there - either), weights * np.exp(left - either)
    slope = [
        many @ (digamma(r + k) - digamma(r)) + total * np.log(alpha) - stay @ until + go @ turns[0],
        total * r / alpha - stay @ ((r + x) / (alpha + given.age)) + go @ turns[1],
        total * np.log(beta) - stay @ over + go @ (turns[2] + 1 / s),
        total * s / beta - s * (stay @ (1 / (beta + given.age))) + go @ turns[3],
    ]
    return height, np.array(slope, dtype=np.float64)


def _gone(at: tuple[float, float, float, float], x: Floats, last: Floats, age: Floats) -> tuple[Floats, ...]:
    """Give log ∫ (α+t)^−(r+x) (β+t)^−(s+1) dt from the last visit until now, and its slopes by r, α, s and β, (N,)."""
    blocks = range(0, max(x.size, 1), BLOCK)
    parts = [_integrated(at, x[i : i + BLOCK], last[i : i + BLOCK], age[i : i + BLOCK]) for i in blocks]
    return tuple(np.concatenate(each) for each in zip(*parts, strict=True))


def _integrated(at: tuple[float, float, float, float], x: Floats, last: Floats, age: Floats) -> tuple[Floats, ...]:
    """Integrate over the logarithm of the time, stretched by the smaller of α and β, as far as there is anything."""
    r, alpha, s, beta = at
    points, weights = _points()
    near = min(alpha, beta)
    falls = (r + x) * (last + near) / (last + alpha) + (s + 1) * (last + near) / (last + beta) - 1
    reach = np.minimum(np.log1p((age - last) / (last + near)), NOTHING / np.maximum(falls, 1e-9))
    time = (last + near)[:, None] * np.exp(reach[:, None] * points) - near
    back, going = np.log(alpha + time), np.log(beta + time)
    heights = np.log(near + time) - (r + x)[:, None] * back - (s + 1) * going
    highest = heights.max(axis=1, keepdims=True)
    masses = np.exp(heights - highest) * weights
    mass = masses.sum(axis=1)
    with np.errstate(divide="ignore"):  # nobody can be gone since just now: a chance of nought
        log_mass = highest[:, 0] + np.log(mass) + np.log(reach)
    shares = masses / mass[:, None]
    by_alpha = -(r + x) * np.sum(shares / (alpha + time), axis=1)
    by_beta = -(s + 1) * np.sum(shares / (beta + time), axis=1)
    return log_mass, -np.sum(shares * back, axis=1), by_alpha, -np.sum(shares * going, axis=1), by_beta


@cache
def _points() -> tuple[Floats, Floats]:
    """Give the points of Gauss and Legendre between 0 and 1, and their weights."""
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    return (points + 1) / 2, weights / 2


def _lived(s: float, since: Floats, ahead: Floats) -> Floats:
    """Give how much of some time ahead a customer who is there is expected to be there."""
    shrinks = np.log1p(ahead / since)
    with np.errstate(over="ignore"):
        share = -np.expm1(-(s - 1) * shrinks) / (s - 1) if abs(s - 1) > 1e-9 else shrinks
    return np.asarray(since * share)
