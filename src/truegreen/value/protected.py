"""Lifetime value protected: what those are worth who stayed because somebody tried to keep them, and would have left.

    treated accounts' worth from their entry on × how much more of it stayed than of those held out

It is never the revenue of all “saved” accounts, most of whom nobody saved. Each account counts by its own worth. That
attempts help large accounts as they help small ones is not taken for granted: where they do not, the lift of accounts
times what they are worth on average misses the truth in every second world. What is worth most decides most, so that it
takes more accounts to be sure; `Protected.alike` stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.lifetime.fitting import Floats
from truegreen.value.lifetime import Kept, Residual, Terms, Whole, product, residual_values
from truegreen.value.saves import DAYS_A_MONTH, LEAST_HELD_OUT, Entered
from truegreen.value.weighed import Weighed, by_worth

METHOD: Final = "value.protected.by_worth"
ASSUMES: Final = (
    "chance alone decided who was held out",
    "accounts leave independently of each other",
    "who has given notice pays nothing from that day on",
    "from the end of their time on, kept accounts leave as others of their segment and tenure do",
)
ALIKE: Final = "attempts help large and small accounts alike"
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Stake:
    """What is at stake with each account that entered, if it leaves.

    Attributes:
        within: (N,) what it pays within its days; NaN where nobody knows.
        after: what it is worth from their end on.
        days: how many.
    """

    within: Floats
    after: Residual
    days: int

    @property
    def worth(self) -> Floats:
        """Give what each is worth from its entry on, (N,)."""
        return np.asarray(self.within + self.after.values)

    def lost(self, programme: Entered) -> tuple[Floats, Floats]:
        """Give which part of it was lost, (N,): of what is paid within the days, and of all; 0 of those who stayed."""
        gone = programme.left_within(self.days)
        since = (programme.left - programme.day).astype(np.float64)
        early = np.where(gone, np.clip(1 - np.where(gone, since, 0.0) / self.days, 0.0, 1.0), 0.0)
        worth = np.where(self.worth > 0, self.worth, 1.0)
        every = np.where(gone, (early * self.within + self.after.values) / worth, 0.0)
        return early, np.clip(np.nan_to_num(every), 0.0, 1.0)

    def only(self, here: Flags) -> Stake:
        """Give the same of some accounts, (N,); of the others nothing is known any more."""
        return replace(self, within=np.where(here, self.within, np.nan))

    def interval(self, here: Flags) -> tuple[float, float, float]:
        """Give what some of the accounts are worth together, with its interval; unknown ones count nothing."""
        known = here & np.isfinite(self.worth)
        within = float(self.within[known].sum())
        value, low, high = self.after.interval(known.astype(np.float64))
        return within + value, within + low, within + high


def stake(
    found: Kept, segment: Whole, renewal: Whole, revenue: Floats, days: int, counted: Terms, confidence: float = 0.95
) -> Stake:
    """Give what is at stake with accounts, in money of the day on which they entered.

    Args:
        found: how long accounts stay.
        segment: (N,) place of each account's segment when it entered; −1 where nobody knows.
        renewal: (N,) which month as a customer came next then.
        revenue: (N,) what each paid a month then.
        days: how long each is followed.
        counted: margin, discount and months, counted from the entry.
        confidence: of the intervals.
    """
    months = round(days / DAYS_A_MONTH)
    later = np.where(renewal >= 1, renewal + months, renewal)
    waited = (1 + counted.discount) ** -months
    after = residual_values(found, segment, later, revenue * waited, counted.from_month(months), confidence)
    return Stake(counted.margin * revenue * days / DAYS_A_MONTH, after, days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """The value protected, each with its interval.

    Attributes:
        value: in all.
        within: of it, within the days.
        alike: in all, if attempts help large and small accounts alike.
        waiting: what is to be expected with treated accounts whose time is not over; None if there are none.
        weighed: the share of worth that stayed more.
        otherwise: what it would be, had the largest of the held out decided otherwise.
    """

    value: tuple[float, float, float]
    within: tuple[float, float, float]
    alike: tuple[float, float, float]
    waiting: tuple[float, float, float] | None
    weighed: Weighed
    otherwise: float


def protected(programme: Entered, at_stake: Stake, confidence: float = 0.95) -> Protected | None:
    """Give the value protected by treating accounts whose time is over; None where an arm has too few of known worth.

    Args:
        programme: who entered; the arms' sizes must have been looked at (`saves.lift`).
        at_stake: what is at stake with each.
        confidence: two-sided.
    """
    over, treated = programme.followed(at_stake.days), programme.treated
    worth, (early, lost) = at_stake.worth, at_stake.lost(programme)
    in_all = by_worth(treated[over], lost[over], worth[over], confidence)
    soon = by_worth(treated[over], early[over], np.where(np.isfinite(worth), at_stake.within, np.nan)[over], confidence)
    each = by_worth(treated[over], lost[over], np.where(worth > 0, 1.0, np.nan)[over], confidence)
    if in_all is None or soon is None or each is None or _few(treated[over], worth[over]):
        return None
    known = np.isfinite(worth)
    paid = float(at_stake.within[treated & over & known].sum())
    every = at_stake.interval(treated & over)
    waits = treated & ~over & ~(programme.left <= programme.known_until) & known
    return Protected(
        value=_in_money(in_all.share, every), within=_in_money(soon.share, (paid, paid, paid)),
        alike=_in_money(each.share, every),
        waiting=_in_money(in_all.share, at_stake.interval(waits)) if waits.any() else None, weighed=in_all,
        otherwise=every[0] * _otherwise(treated[over], lost[over], worth[over]),
    )  # fmt: skip


def _few(treated: Flags, worth: Floats) -> bool:
    """Say whether an arm has too few accounts of known worth."""
    known = worth > 0
    return min(int((known & treated).sum()), int((known & ~treated).sum())) < LEAST_HELD_OUT


def _in_money(share: Estimate, worth: tuple[float, float, float]) -> tuple[float, float, float]:
    return product((share.value, share.low, share.high), worth)


def _otherwise(treated: Flags, lost: Floats, worth: Floats) -> float:
    """Give the share that would have stayed more, had the largest held-out account decided otherwise."""
    held = np.where(~treated & np.isfinite(worth), worth, -np.inf)
    largest = int(held.argmax())
    turned = lost.copy()
    turned[largest] = 0.0 if lost[largest] > 0 else 1.0
    found = by_worth(treated, turned, worth)
    return found.share.value if found else 0.0
