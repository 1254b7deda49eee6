"""Poisson regression of counts on a polynomial: the smooth curve that a histogram scatters around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats

STEPS = 60
CLOSE = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Smooth:
    """A polynomial's logarithm of expected counts.

    Attributes:
        coefficients: (q + 1,) from the constant on.
        covariance: of these, were counts to scatter as Poisson's do.
        excess: sum of squared Pearson residuals.
        freedom: bins less coefficients.
    """

    coefficients: Floats
    covariance: Floats
    excess: float
    freedom: int

    def expected(self, places: Floats) -> Floats:
        """Give the counts expected at some places."""
        return np.exp(powers(places, len(self.coefficients) - 1) @ self.coefficients)


def powers(places: Floats, degree: int) -> Floats:
    """Give the powers of places from 0 to a degree, (n, degree + 1)."""
    return np.vander(places, degree + 1, increasing=True)


def smoothed(counts: Floats, places: Floats, degree: int = 2) -> Smooth | None:
    """Fit the logarithm of expected counts by a polynomial, or say None where there are too few counts for it.

    Args:
        counts: (n,) of bins.
        places: (n,) of their middles, between −1 and 1 for the numbers' sake.
        degree: of the polynomial.
    """
    if (counts > 0).sum() <= degree + 1:
        return None
    design = powers(places, degree)
    coefficients = np.zeros(degree + 1)
    coefficients[0] = np.log(counts.mean())
    now = _likelihood(design, counts, coefficients)
    for _ in range(STEPS):
        expected = np.exp(design @ coefficients)
        step = np.asarray(np.linalg.solve(_information(design, expected), design.T @ (counts - expected)), dtype=float)
        coefficients, then = _uphill(design, counts, coefficients, step, now)
        if then - now <= CLOSE * (abs(now) + 1):
            break
        now = then
    expected = np.exp(design @ coefficients)
    excess = float(((counts - expected) ** 2 / np.maximum(expected, 1e-12)).sum())
    covariance = np.asarray(np.linalg.inv(_information(design, expected)), dtype=float)
    return Smooth(coefficients, covariance, excess, len(counts) - degree - 1)


def level(counts: Floats) -> Smooth:
    """Give the one level of counts too few for a curve, even of none at all: half a case is added (Jeffreys)."""
    total, bins = float(counts.sum()) + 0.5, len(counts)
    return Smooth(np.array([np.log(total / bins)]), np.array([[1 / total]]), float(bins - 1), bins - 1)


def _uphill(
    design: Floats, counts: Floats, coefficients: Floats, step: Floats, now: float
) -> tuple[NDArray[np.float64], float]:
    """Go a Newton step, or half of it until the fit gets better."""
    for half in range(30):
        tried = coefficients + step / 2**half
        then = _likelihood(design, counts, tried)
        if then >= now:
            return tried, then
    return coefficients, now


def _likelihood(design: Floats, counts: Floats, coefficients: Floats) -> float:
    logs = design @ coefficients
    return float(counts @ logs - np.exp(np.minimum(logs, 700.0)).sum())


def _information(design: Floats, expected: Floats) -> Floats:
    information = (design * expected[:, None]).T @ design
    return np.asarray(information + np.eye(len(information)) * 1e-12 * np.trace(information))
