"""What is still to come from customers under contract, in payments, with its doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.lifetime.retention import Retention

STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class ToCome:
    """The payments still to come from each customer, and how they follow from what was fitted.

    Attributes:
        payments: (N,) how many payments are to come, later ones discounted.
        slopes: (N, 2) by how much more they are for each step of the logarithms of α and β.
        covariance: (2, 2) of these logarithms.
    """

    payments: Floats
    slopes: Floats
    covariance: Floats

    @property
    def errors(self) -> Floats:
        """Give the standard error of each customer's expected payments, (N,)."""
        squares = np.einsum("ni,ij,nj->n", self.slopes, self.covariance, self.slopes)
        return np.asarray(np.sqrt(np.maximum(squares, 0.0)))

    def error_of_sum(self, weights: ArrayLike) -> float:
        """Give the standard error of a sum of customers' payments, each weighted; they err together."""
        slope = np.asarray(weights, dtype=np.float64) @ self.slopes
        square = float(slope @ self.covariance @ slope)
        return sqrt(max(square, 0.0))


def to_come(kept: Retention, renewal: ArrayLike, discount: float, periods: int) -> ToCome:
    """Give the payments still to come from customers, from the next renewal on.

    Args:
        kept: how long such customers stay.
        renewal: (N,) which renewal comes next, from 1.
        discount: what one period's wait takes off, nought or more.
        periods: how many periods are counted.

    Raises:
        ValueError: no periods, a discount below nought, or a renewal before the first.
    """
    at = np.atleast_1d(np.asarray(renewal, dtype=np.float64))
    if periods < 1 or not discount >= 0 or not np.all(at >= 1):
        raise ValueError("payments come from the first renewal on, in one period or more, discounted by nought or more")
    different, place = np.unique(at, return_inverse=True)

    def payments(by_alpha: float, by_beta: float) -> Floats:
        moved = replace(kept, alpha=kept.alpha * np.exp(by_alpha), beta=kept.beta * np.exp(by_beta))
        return np.atleast_1d(moved.within(different, discount, periods))

    slopes = [(payments(*up) - payments(*down)) / (2 * STEP) for up, down in (
        ((STEP, 0.0), (-STEP, 0.0)), ((0.0, STEP), (0.0, -STEP)),
    )]  # fmt: skip
    known = np.zeros((2, 2)) if kept.fitted is None else kept.fitted.covariance[:2, :2]
    return ToCome(payments(0.0, 0.0)[place], np.stack(slopes, -1)[place], known)
