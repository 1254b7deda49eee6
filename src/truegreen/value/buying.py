"""What customers without a contract are still worth: how often each will order, times what it spends each time.

Orders come at each customer's own rate until it is silently gone (MBG/NBD); spending is told from its own orders and
those of others (Gamma-Gamma). Neither supposes that somebody who has not ordered for long is still there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.intervals import z_of
from truegreen.stats.lifetime.fitting import Fitted, Floats
from truegreen.stats.lifetime.gamma_gamma import GammaGamma, gamma_gamma
from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.mbg_nbd import MbgNbd, mbg_nbd
from truegreen.value.lifetime import Terms
from truegreen.value.saves import DAYS_A_MONTH

METHOD: Final = "value.buying.mbg_nbd_gamma_gamma"
ASSUMES: Final = (
    "customers order at a rate of their own that does not change until they are gone",
    "who orders often does not spend more or less each time for that",
)
Model = TypeVar("Model", MbgNbd, GammaGamma)
STEP: Final = 1e-4
MONTHS: Final = 3
"""Orders to come are discounted by quarters."""


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """What customers are still worth by their orders.

    Attributes:
        alive: (N,) chance that each is still there.
        orders: (N,) orders to be expected, later ones discounted.
        spending: (N,) what each spends each time.
        values: (N,) margin × orders × spending.
        errors: (N,) standard error of what is expected.
        lows, highs: (N,) its interval.
        slopes: (N, 7) by how much the values grow with the logarithms of r, α, a, b, p, q and v.
        covariance: (7, 7) of these.
        confidence: of the intervals.
    """

    alive: Floats
    orders: Floats
    spending: Floats
    values: Floats
    errors: Floats
    lows: Floats
    highs: Floats
    slopes: Floats
    covariance: Floats
    confidence: float

    def interval(self, weights: ArrayLike | None = None) -> tuple[float, float, float]:
        """Give the sum over customers, each weighted, with its interval; they err together."""
        shares = np.ones(self.values.shape) if weights is None else np.asarray(weights, dtype=np.float64)
        slope = shares @ self.slopes
        half = z_of(self.confidence) * sqrt(max(float(slope @ self.covariance @ slope), 0.0))
        value = float(shares @ self.values)
        return value, max(value - half, 0.0), value + half


def bought(
    repeats: ArrayLike, last: ArrayLike, age: ArrayLike, mean: ArrayLike, counted: Terms, confidence: float = 0.95
) -> Bought | Thin:
    """Give what customers are still worth by their orders, or say why nobody can tell.

    Args:
        repeats: (N,) orders of each after its first.
        last: (N,) days from its first order to its last.
        age: (N,) days from its first order to the end of the records.
        mean: (N,) what it spent each time; NaN where no amount is known.
        counted: margin, discount and months.
        confidence: of the intervals.

    Raises:
        ValueError: these are no histories.
    """
    coming = mbg_nbd(repeats, last, age)
    if isinstance(coming, Thin):
        return coming
    x = np.asarray(repeats, dtype=np.float64)
    spent = np.asarray(mean, dtype=np.float64)
    known = np.isfinite(spent) & (spent > 0)
    purchases, spent = np.where(known, x + 1, 0.0), np.where(known, spent, 0.0)
    spending = gamma_gamma(purchases, spent)
    if isinstance(spending, Thin):
        return spending
    if not np.isfinite(spending.mean):
        return Thin("so few customers spend so much of everything that there is no usual order", len(x), int(x.sum()))

    def orders(model: MbgNbd) -> Floats:
        return _orders(model, x, np.asarray(last), np.asarray(age), counted)

    def each(model: GammaGamma) -> Floats:
        return np.asarray(model.expected(purchases, spent))

    often, much = orders(coming), each(spending)
    slopes = counted.margin * np.column_stack(
        [_slopes(coming, ("r", "alpha", "a", "b"), orders) * much[:, None],
         _slopes(spending, ("p", "q", "v"), each) * often[:, None]]
    )  # fmt: skip
    covariance = np.zeros((7, 7))
    covariance[:4, :4], covariance[4:, 4:] = _doubt(coming.fitted, 4), _doubt(spending.fitted, 3)
    values = counted.margin * often * much
    errors = np.sqrt(np.maximum(np.einsum("ni,ij,nj->n", slopes, covariance, slopes), 0.0))
    half = z_of(confidence) * errors
    return Bought(
        alive=np.asarray(coming.alive(x, last, age)), orders=often, spending=much, values=values, errors=errors,
        lows=np.maximum(values - half, 0.0), highs=values + half, slopes=slopes, covariance=covariance,
        confidence=confidence,
    )  # fmt: skip


def _orders(model: MbgNbd, repeats: Floats, last: Floats, age: Floats, counted: Terms) -> Floats:
    """Give the orders to be expected, by quarters, each discounted to its middle, (N,)."""
    total, before = np.zeros(repeats.shape), np.zeros(repeats.shape)
    for month in range(0, counted.months, MONTHS):
        until = min(month + MONTHS, counted.months)
        by_then = np.asarray(model.expected(until * DAYS_A_MONTH, repeats, last, age))
        total += (by_then - before) * (1 + counted.discount) ** -((month + until) / 2)
        before = by_then
    return total


def _slopes(model: Model, names: tuple[str, ...], told: Callable[[Model], Floats]) -> Floats:
    """Give by how much a figure grows with the logarithm of each parameter, (N, k)."""
    columns = []
    for name in names:
        up, down = (
            told(replace(model, **{name: getattr(model, name) * float(np.exp(way * STEP))})) for way in (1, -1)
        )  # fmt: skip
        columns.append((up - down) / (2 * STEP))
    return np.column_stack(columns)


def _doubt(fitted: Fitted | None, many: int) -> Floats:
    """Give the (k, k) covariance of the logarithms; what has no best value is taken as it is."""
    return np.zeros((many, many)) if fitted is None else np.nan_to_num(fitted.covariance)
