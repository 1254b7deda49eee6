"""Revenue influenced, beside what offers really brought: who was offered against who was not, by chance.

Influenced is a rule with a window: an offer that was taken, so many days after a solved case, is credited with what it
is worth; where no ledger tells how revenue grows, with what the account ordered in the time after. Most of it would
have come anyway. Only customers to whom nothing was offered, by chance, say what comes without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.moments import of
from truegreen.stats.panel.regression import regression
from truegreen.stats.trials.ratio import SampleRatio, sample_ratio

METHOD: Final = "value.influenced.difference_by_arm"
LEAST: Final = 20
"""Offers of each arm whose time is over, without which nothing is compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """Offers, and those held out.

    Attributes:
        account: (N,) place of each one's account.
        treated: (N,) whether it was made; otherwise it was held out by chance.
        accepted: (N,) whether it was taken, as recorded.
        amount: (N,) what the rule credits to it if it was taken; NaN where nobody knows.
        in_window: (N,) whether it falls into the rule's window.
        grown: (N,) by how much the account's revenue grew in the time after; NaN where that is not over or not known.
    """

    account: NDArray[np.intp]
    treated: NDArray[np.bool_]
    accepted: NDArray[np.bool_]
    amount: Floats
    in_window: NDArray[np.bool_]
    grown: Floats

    @property
    def credited(self) -> NDArray[np.bool_]:
        """Say to which offers the rule credits revenue, (N,): those taken within its window."""
        return np.asarray(self.accepted & self.treated & self.in_window)

    @property
    def influenced(self) -> float:
        """Give what the rule credits to offers."""
        return float(np.nansum(self.amount[self.credited]))


@dataclass(frozen=True, slots=True)
class Brought:
    """What offers brought, by the arms.

    Attributes:
        treated, held_out: offers of each arm whose time is over.
        each: by how much more revenue grew for an offer made; None where nobody can tell, and ``because`` says why.
        influenced: what the rule credits to these same offers.
        because: why not.
        ratio: whether the arms are as large as they should be; None where nobody says how large.
    """

    treated: int
    held_out: int
    each: Estimate | None
    influenced: float
    because: str = ""
    ratio: SampleRatio | None = None

    @property
    def all(self) -> tuple[float, float, float] | None:
        """Give what all offers brought whose time is over, with an interval."""
        if self.each is None:
            return None
        return self.treated * self.each.value, self.treated * self.each.low, self.treated * self.each.high


def brought(offers: Offered, held_out_share: float | None = None, confidence: float = 0.95) -> Brought:
    """Say how much more revenue grew where an offer was made; offers to one account go together.

    Where it is known how many were to be held out, the arms' sizes are looked at first.

    Args:
        offers: those made and those held out.
        held_out_share: share of offers that was to be held out; None where nobody says.
        confidence: two-sided.

    Raises:
        ValueError: the share is not between 0 and 1.
    """
    over = np.isfinite(offers.grown)
    treated, held_out = int((over & offers.treated).sum()), int((over & ~offers.treated).sum())
    influenced = float(np.nansum(offers.amount[over & offers.credited]))
    ratio = _ratio(offers, held_out_share)
    because = ""
    if not (~offers.treated).any():
        because = "no offer was held out by chance, so that nobody can tell what would have come anyway"
    elif ratio is not None and not ratio.holds:
        because = ratio.said
    elif min(treated, held_out) < LEAST:
        because = f"only {treated} offers and {held_out} held out have had their time; {LEAST} of each are the least"
    if because:
        return Brought(treated, held_out, None, influenced, because, ratio)
    found = _difference(offers, over, confidence)
    if isinstance(found, Unfit):
        return Brought(treated, held_out, None, influenced, found.because, ratio)
    return Brought(treated, held_out, found, influenced, ratio=ratio)


def _ratio(offers: Offered, held_out_share: float | None) -> SampleRatio | None:
    if held_out_share is None or not len(offers.treated):
        return None
    if not 0 < held_out_share < 1:
        raise ValueError(f"{held_out_share:g} held out: a share between 0 and 1")
    made = int(offers.treated.sum())
    shares = {"offered": 1 - held_out_share, "held out": held_out_share}
    return sample_ratio({"offered": made, "held out": len(offers.treated) - made}, shares, units="offers")


def _difference(offers: Offered, over: NDArray[np.bool_], confidence: float) -> Estimate | Unfit:
    rows = np.column_stack([offers.grown, offers.treated])[over]
    found = regression(of(rows, offers.account[over], ("grown", "offered")), "grown", ["offered"], Way.POOLED,
                       confidence=confidence)  # fmt: skip
    return found if isinstance(found, Unfit) else found.estimates["offered"]


def grown_after(month: ArrayLike, account: ArrayLike, gained: Floats, known: ArrayLike, months: int) -> Floats:
    """Give how much revenue each offer's account gained in the months after the one in which it was made, (N,).

    Args:
        month: (N,) place of the offer's month.
        account: (N,) place of its account.
        gained: (A, M) revenue gained by account and month; NaN where there is no row: nothing was gained.
        known: (M,) whether the records cover the month.
        months: how many.
    """
    when, who = np.asarray(month, dtype=np.intp), np.asarray(account, dtype=np.intp)
    covered = int(np.asarray(known, dtype=np.bool_).sum())
    added = np.concatenate([np.zeros((len(gained), 1)), np.cumsum(np.nan_to_num(gained), axis=1)], axis=1)
    first, last = when + 1, when + 1 + months
    inside = (when >= 0) & (last <= covered)
    start, end = np.where(inside, first, 0), np.where(inside, last, 0)
    return np.where(inside, added[who, end] - added[who, start], np.nan)
