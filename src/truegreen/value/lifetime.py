"""What customers under contract are still worth: how long accounts stay by tenure and segment, times what they pay.

    months in which accounts could decide to leave, and did ──▶ retention by tenure, small segments leaning on others
    ──▶ payments still to come from each account, later ones discounted ──▶ times its revenue and the margin

A constant churn rate would undervalue who stayed long and overvalue who is new: those who leave easily leave first.
The intervals are the doubt of what is expected, not of what one account will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.intervals import z_of
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.renewals import Renewals
from truegreen.stats.lifetime.residual import ToCome, to_come
from truegreen.stats.lifetime.retention import Retention
from truegreen.stats.lifetime.segments import by_segment

METHOD: Final = "value.lifetime.shifted_beta_geometric"
ASSUMES: Final = (
    "accounts stay as long as accounts of their segment and tenure have stayed so far",
    "each goes on paying what it pays now",
)
Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How money to come is counted.

    Attributes:
        margin: share of revenue that is left after what it costs to serve.
        discount: what a month's wait takes off: the next month's money is worth 1/(1 + discount).
        months: how many are counted.
    """

    margin: float
    discount: float
    months: int

    def from_month(self, month: int) -> Terms:
        """Give the same for what is left after so many months; one month is always left."""
        return Terms(margin=self.margin, discount=self.discount, months=max(self.months - month, 1))


def terms(margin: float, discount_a_year: float, years: float) -> Terms:
    """Give how money to come is counted, from a year's discount.

    >>> terms(1.0, 0.10, 5).months, round(terms(1.0, 0.10, 5).discount, 5)
    (60, 0.00797)
    """
    return Terms(margin=margin, discount=(1 + discount_a_year) ** (1 / 12) - 1, months=max(round(12 * years), 1))


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """How long accounts stay.

    Attributes:
        segments: names of the segments, in order.
        each: how long accounts of each segment stay.
        all: the same of all accounts together; for those whose segment nobody knows.
        renewals: of each segment: how many months accounts could have left in, and in how many they decided to.
    """

    segments: Sequence[str]
    each: Sequence[Retention]
    all: Retention
    renewals: Sequence[Renewals]


def kept(
    renewal: ArrayLike, at_risk: ArrayLike, leaves: ArrayLike, segment: ArrayLike, segments: Sequence[str]
) -> Kept | Thin:  # fmt: skip
    """Say how long accounts stay, by months in which each could decide to leave.

    Args:
        renewal: (A, M) how many months it was a customer, that month included: 1 in its first; below 1 where nobody
            knows since when.
        at_risk: (A, M) whether it was a customer that had not decided to leave before the month.
        leaves: (A, M) whether it decided in the month.
        segment: (A, M) place of its segment; −1 where nobody knows.
        segments: their names.
    """
    age, code = (np.asarray(each, dtype=np.intp) for each in (renewal, segment))
    risk, gone = (np.asarray(each, dtype=np.bool_) for each in (at_risk, leaves))
    known = risk & (age >= 1)
    many = int(age[known].max(initial=0))

    def counted(here: NDArray[np.bool_]) -> Renewals:
        came = np.bincount(age[here] - 1, minlength=many).astype(np.float64)
        lost = np.bincount(age[here & gone] - 1, minlength=many).astype(np.float64)
        return Renewals(came, lost)

    told = [counted(known & (code == place)) for place in range(len(segments))]
    rest = counted(known & (code < 0))
    found = by_segment([*told, *([rest] if rest.at_risk.sum() or not told else [])])
    if isinstance(found, Thin):
        return found
    return Kept(tuple(segments), found.each[: len(segments)], found.all, tuple(told))


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """What accounts are still worth.

    Attributes:
        values: (N,) money to come from each, later money discounted; NaN where its revenue or tenure is not known.
        errors: (N,) standard error of what is expected.
        lows, highs: (N,) interval of what is expected.
        paid: (N,) margin of what each pays a month.
        parts: by segment, the accounts' places and their payments to come.
        confidence: of the intervals.
    """

    values: Floats
    errors: Floats
    lows: Floats
    highs: Floats
    paid: Floats
    parts: Sequence[tuple[Whole, ToCome]]
    confidence: float

    def total(self, weights: ArrayLike | None = None) -> tuple[float, float]:
        """Give the sum over accounts and its standard error; unknown ones count nothing.

        Accounts of one segment err together; segments are taken to err alike too, since they lean on each other.

        Args:
            weights: (N,) how much of each account counts; all of it if left out.
        """
        shares = np.ones(self.values.shape) if weights is None else np.asarray(weights, dtype=np.float64)
        value = float(np.nansum(self.values * shares))
        error = sum(come.error_of_sum(np.nan_to_num(self.paid * shares)[place]) for place, come in self.parts)
        return value, float(error)

    def interval(self, weights: ArrayLike | None = None) -> tuple[float, float, float]:
        """Give the sum over accounts with its interval, not below nought."""
        value, error = self.total(weights)
        half = z_of(self.confidence) * error
        return value, max(value - half, 0.0), value + half


def residual_values(
    found: Kept, segment: ArrayLike, renewal: ArrayLike, revenue: ArrayLike, counted: Terms, confidence: float = 0.95
) -> Residual:
    """Give what accounts are still worth, from their next month on.

    Args:
        found: how long accounts stay.
        segment: (N,) place of each account's segment; −1 where nobody knows.
        renewal: (N,) which month as a customer comes next, from 1; below 1 where nobody knows.
        revenue: (N,) what each pays a month; NaN where nobody knows.
        counted: margin, discount and months.
        confidence: of the intervals.

    Raises:
        ValueError: the arrays differ in length.
    """
    code, month = (np.asarray(each, dtype=np.intp) for each in (segment, renewal))
    paid = counted.margin * np.asarray(revenue, dtype=np.float64)
    if not code.shape == month.shape == paid.shape:
        raise ValueError("each account needs a segment, a tenure and a revenue")
    payments, errors, parts = np.full(paid.shape, np.nan), np.full(paid.shape, np.nan), []
    for place in range(-1, len(found.each)):
        here = np.flatnonzero((code == place) & (month >= 1))
        if here.size:
            curve = found.each[place] if place >= 0 else found.all
            come = to_come(curve, month[here], counted.discount, counted.months)
            payments[here], errors[here] = come.payments, come.errors
            parts.append((here, come))
    values, doubt = payments * paid, errors * np.abs(paid)
    half = z_of(confidence) * doubt
    return Residual(values, doubt, np.maximum(values - half, 0.0), values + half, paid, tuple(parts), confidence)


def product(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float, float]:  # fmt: skip
    """Give the product of two independent figures with an interval (Zou, Taleban and Huo 2009, MOVER).

    Args:
        one: a figure with the ends of its interval.
        other: one that is not below nought.
    """
    (value, low, high), (by, lower, higher) = one, other
    down = sqrt((by * (value - low)) ** 2 + (value * ((by - lower) if value > 0 else (higher - by))) ** 2)
    up = sqrt((by * (high - value)) ** 2 + (value * ((higher - by) if value > 0 else (by - lower))) ** 2)
    return value * by, value * by - down, value * by + up


def by_hazard(paid: Floats, hazard: float, counted: Terms) -> Floats:
    """Give the money still to come from accounts that all leave at one rate, (N,); later money discounted.

    Args:
        paid: (N,) what each pays a month; NaN where nobody knows.
        hazard: chance that an account decides to leave in a month.
        counted: the margin, the discount and how many months count.
    """
    months = np.arange(1, counted.months + 1)
    stays = np.exp(np.log1p(-min(hazard, 0.999)) * months - np.log1p(counted.discount) * months)
    return np.asarray(paid * counted.margin * stays.sum())
