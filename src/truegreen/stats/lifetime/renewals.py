"""Renewals of customers under contract: how many could have left at each, and how many did.

These two rows of counts are all that a lifetime under contract is told from. They add up over cohorts with different
first days, over customers who are still there, and over those whose first years nobody recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import Floats

MOST = 1_000_000
"""Renewals that a customer may come to."""


@dataclass(frozen=True, slots=True, eq=False)
class Renewals:
    """How many customers could have left at each renewal, and how many did.

    Attributes:
        at_risk: (K,) customers who came to their first, second, third … renewal.
        lost: (K,) those of them who left at it.
    """

    at_risk: Floats
    lost: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be counts."""
        for name in ("at_risk", "lost"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.float64))
        if self.at_risk.ndim != 1 or self.at_risk.shape != self.lost.shape:
            raise ValueError("each renewal needs how many came to it and how many left")
        if not np.all((self.lost >= 0) & (self.lost <= self.at_risk)) or not np.all(np.isfinite(self.at_risk)):
            raise ValueError("at a renewal none or more leave, and no more than came to it")

    @property
    def left(self) -> float:
        """Give how many left."""
        return float(self.lost.sum())

    @property
    def renewed(self) -> float:
        """Give how many renewals there were."""
        return float((self.at_risk - self.lost).sum())

    def __add__(self, other: Renewals) -> Renewals:
        """Add up two sets of customers."""
        many = max(len(self.lost), len(other.lost))
        longer = [(_padded(each.at_risk, many), _padded(each.lost, many)) for each in (self, other)]
        return Renewals(longer[0][0] + longer[1][0], longer[0][1] + longer[1][1])


def of_survivors(survivors: ArrayLike) -> Renewals:
    """Give the renewals of one cohort from how many were there at the start, after one period, after two, ….

    Raises:
        ValueError: there are more than before.
    """
    there = np.asarray(survivors, dtype=np.float64)
    return Renewals(there[:-1], -np.diff(there))


def of_lifetimes(periods: ArrayLike, left: ArrayLike, entered: ArrayLike = 0) -> Renewals:
    """Give the renewals of customers, each with its own first day, known from its own age on.

    Args:
        periods: (N,) renewals each came to until it left or until now, the one at which it left included.
        left: (N,) whether it left at the last of these.
        entered: how many renewals it had behind it when the records begin; who left before is in no records.

    Raises:
        ValueError: somebody left without coming to a renewal, or entered later than it ended, or renewals are not whole
            numbers.
    """
    parts = np.broadcast_arrays(np.asarray(periods), np.asarray(left, dtype=np.bool_), np.asarray(entered))
    until, gone, since = (np.atleast_1d(each) for each in parts)
    if not all(np.all((each >= 0) & (each <= MOST) & (each == np.floor(each))) for each in (until, since)):
        raise ValueError("a customer comes to none or more renewals, whole ones")
    until, since = until.astype(np.intp), since.astype(np.intp)
    if not np.all(since <= until) or np.any(gone & (until <= since)):
        raise ValueError("a customer comes to none or more renewals, and leaves at one that the records cover")
    many = int(until.max(initial=0))
    came = np.bincount(since, minlength=many + 1) - np.bincount(until, minlength=many + 1)
    lost = np.bincount(until[gone] - 1, minlength=many + 1)[:many]
    return Renewals(np.cumsum(came)[:many].astype(np.float64), lost.astype(np.float64))


def _padded(counts: Floats, many: int) -> Floats:
    return np.pad(counts, (0, many - len(counts)))
