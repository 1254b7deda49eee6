"""The chance of counts where true shares are spread as a beta curve, with its slope and curvature."""

from __future__ import annotations

import numpy as np

from truegreen.stats.shrinkage.pairs import Counts
from truegreen.stats.shrinkage.signal import Floats

LARGE = 1e4


class Likelihood:
    """The logarithm of the chance of all counts, by the log-odds of the mean and the logarithm of the precision.

    It is a sum over the different hits, misses and counts by themselves, so a million cells cost no more than the
    numbers that occur in them.
    """

    def __init__(self, given: Counts) -> None:
        self.parts = [_Rising(each, given.weights) for each in (given.hits, given.counts - given.hits, given.counts)]

    def __call__(self, at: Floats) -> tuple[float, Floats, Floats]:
        """Give its value, its slope and its curvature."""
        precision, mean = np.exp(at[1]), 1 / (1 + np.exp(-at[0]))
        a, b = precision * mean, precision / (1 + np.exp(at[0]))
        (hit, by_a, by_aa), (miss, by_b, by_bb), (all_, by_s, by_ss) = (
            part(x) for part, x in zip(self.parts, (a, b, precision), strict=True)
        )
        turn = a * b / precision  # how a grows, and b falls, with the log-odds of the mean
        bent = turn * (b - a) / precision
        slope = np.array([turn * (by_a - by_b), a * by_a + b * by_b - precision * by_s])
        across = turn * (a * by_aa - b * by_bb + by_a - by_b)
        curvature = [
            [turn**2 * (by_aa + by_bb) + bent * (by_a - by_b), across],
            [across, a**2 * by_aa + b**2 * by_bb - precision**2 * by_ss + slope[1]],
        ]
        return hit + miss - all_, slope, np.array(curvature)


class _Rising:
    """The sum over some numbers k of log Γ(x + k) − log Γ(x); equal numbers are taken together once."""

    def __init__(self, numbers: Floats, weights: Floats) -> None:
        self.numbers, which = np.unique(numbers, return_inverse=True)
        self.weights = np.bincount(which, weights, self.numbers.size)

    def __call__(self, x: float) -> tuple[float, float, float]:
        """Give the sum at x, its slope and its curvature."""
        from scipy.special import digamma, gammaln, polygamma

        k = self.numbers
        if x > LARGE:
            return self._far(x)
        value = gammaln(x + k) - gammaln(x)
        slope = digamma(x + k) - digamma(x)
        curvature = polygamma(1, x + k) - polygamma(1, x)
        return self._sum(value, slope, curvature)

    def _far(self, x: float) -> tuple[float, float, float]:
        """Give the same far out, where the plain differences are lost in rounding (Stirling's series)."""
        k = self.numbers
        end, grown = x + k, np.log1p(k / x)
        value = (end - 0.5) * grown + k * (np.log(x) - 1) - k / (12 * x * end)
        slope = grown + k / (2 * x * end) + k * (x + end) / (12 * x**2 * end**2)
        curvature = -k / (x * end) - k * (x + end) / (2 * x**2 * end**2)
        return self._sum(value, slope, curvature)

    def _sum(self, value: Floats, slope: Floats, curvature: Floats) -> tuple[float, float, float]:
        return float(self.weights @ value), float(self.weights @ slope), float(self.weights @ curvature)
