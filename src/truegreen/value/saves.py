"""Saves: who was tried to be kept, who was left alone by chance, and how many more stayed because of it.

Whoever entered first counts, in the arm it was put into, from that day on, whatever was done with it later (intention
to treat). The outcome is the decision to leave within a stated number of days. Most accounts stay anyway: of those that
nobody touches, 80 or 90 of 100 would be called saved. Only the difference to those held out says what was saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.survival import Curve, kaplan_meier
from truegreen.stats.trials.difference import difference_of_shares
from truegreen.stats.trials.ratio import SampleRatio, sample_ratio
from truegreen.stats.trials.retention import Stays, retained

METHOD: Final = "value.saves.held_out"
LEAST_HELD_OUT: Final = 5
"""Held-out accounts whose time is over, without which nothing is compared."""
DAYS_A_MONTH: Final = 365.25 / 12
Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class Entered:
    """Accounts that entered a programme, each once.

    Attributes:
        place: (N,) of each account among all.
        row: (N,) of its first attempt among all attempts.
        day: (N,) on which it entered.
        treated: (N,) whether somebody tried to keep it; otherwise it was held out by chance.
        left: (N,) day of its decision to leave; not a time if there is none.
        known_until: last day that the records cover.
        had_decided: accounts left out because they had given notice before they entered.
    """

    place: NDArray[np.intp]
    row: NDArray[np.intp]
    day: Days
    treated: NDArray[np.bool_]
    left: Days
    known_until: np.datetime64
    had_decided: int

    def followed(self, days: int) -> NDArray[np.bool_]:
        """Say whose time is over: so many days lie between its entry and the end of the records, (N,)."""
        return np.asarray(self.day + np.timedelta64(days, "D") <= self.known_until)

    def left_within(self, days: int) -> NDArray[np.bool_]:
        """Say who decided to leave within so many days, as far as the records reach, (N,)."""
        return np.asarray(self.left <= self.day + np.timedelta64(days, "D"))

    def stays(self, *, treated: bool) -> Stays:
        """Give for how many days each account of an arm is known since it entered, and whether it decided to leave."""
        here = self.treated == treated
        gone = self.left[here] <= self.known_until
        until = np.where(gone, self.left[here], self.known_until)
        days = (until - self.day[here]).astype("timedelta64[D]").astype(np.float64)
        known = days > 0  # who entered on the last day is known for no time
        return Stays(days[known], gone[known].astype(np.float64))

    def curve(self, *, treated: bool) -> Curve | None:
        """Give the share of an arm that is still there by days since it entered; None of nobody."""
        held = self.stays(treated=treated)
        return kaplan_meier(held.stops, held.hits) if np.size(held.stops) else None


def entered(
    place: ArrayLike, day: ArrayLike, treated: ArrayLike, decided: ArrayLike, known_until: np.datetime64
) -> Entered:  # fmt: skip
    """Give each account of a programme once, as it first entered.

    Args:
        place: (R,) the account of each attempt.
        day: (R,) its day.
        treated: (R,) whether it was an attempt; otherwise the account was held out.
        decided: (A,) by account, the day of its decision to leave; not a time if there is none.
        known_until: last day that the records cover.
    """
    who, when = np.asarray(place, dtype=np.intp), np.asarray(day, dtype="datetime64[D]")
    order = np.lexsort((when, who))
    first = order[np.unique(who[order], return_index=True)[1]]
    first = first[np.argsort(when[first], kind="stable")]
    left = np.asarray(decided, dtype="datetime64[D]")[who[first]]
    before = left <= when[first]
    rows = first[~before]
    tried = np.asarray(treated, dtype=np.bool_)[rows]
    return Entered(who[rows], rows, when[rows], tried, left[~before], known_until, int(before.sum()))


@dataclass(frozen=True, slots=True)
class Lift:
    """How many more stayed because somebody tried to keep them.

    Attributes:
        days: within how many.
        treated, held_out: accounts of each arm whose time is over; ``…_left``: those of them who decided to leave.
        waiting: treated accounts whose time is not over.
        ratio: whether the arms are as large as they should be, of all who entered.
        estimate: share that stayed of the treated, less that of the held out (Miettinen and Nurminen); None where
            nobody can tell, and ``because`` says why.
        because: why not; empty where there is an estimate.
        by_time: the same from all who entered, each for as long as it is known; None where nobody can tell.
    """

    days: int
    treated: int
    treated_left: int
    held_out: int
    held_out_left: int
    waiting: int
    ratio: SampleRatio | None
    estimate: Estimate | None
    because: str = ""
    by_time: Estimate | None = None

    @property
    def saves(self) -> tuple[float, float, float] | None:
        """Give how many accounts were saved, with an interval: treated ones times the lift; None where unknown."""
        if self.estimate is None:
            return None
        made = self.estimate
        return self.treated * made.value, self.treated * made.low, self.treated * made.high


def lift(programme: Entered, days: int, held_out_share: float, confidence: float = 0.95) -> Lift:
    """Say how many more stayed within so many days because somebody tried to keep them.

    The arms' sizes are looked at first. Where chance would make them so unlike less than once in a thousand times,
    somebody got lost or was moved, and no lift is given. Accounts whose time is not over are left out of both arms.

    Args:
        programme: who entered.
        days: within how many days a decision counts.
        held_out_share: share that was to be held out.
        confidence: two-sided.

    Raises:
        ValueError: no days, or a share that is not from 0 to below 1.
    """
    if days < 1 or not 0 <= held_out_share < 1:
        raise ValueError(f"{days} days and {held_out_share:g} held out: a day at least, and a share from 0 to below 1")
    over, gone = programme.followed(days), programme.left_within(days)
    treated, treated_left, held_out, held_out_left = (
        int((over & (programme.treated == arm) & each).sum()) for arm in (True, False) for each in (over, gone)
    )
    waiting = int((programme.treated & ~over).sum())
    ratio, because = _ratio(programme, held_out_share)
    if not because and min(treated, held_out) < LEAST_HELD_OUT:
        because = (
            f"only {held_out} of the held out and {treated} of the treated have had their {days} days; "
            f"{LEAST_HELD_OUT} of each are the least{_when(programme, days)}"
        )
    counts = days, treated, treated_left, held_out, held_out_left, waiting
    if because:
        return Lift(*counts, ratio, None, because)
    return Lift(
        *counts,
        ratio,
        difference_of_shares(treated - treated_left, treated, held_out - held_out_left, held_out, confidence),
        by_time=retained(programme.stays(treated=True), programme.stays(treated=False), days, confidence).share,
    )


def months_more(programme: Entered, days: int) -> int | None:
    """Say in about how many months both arms have the least accounts whose time is over, at the pace so far.

    Accounts enter once, so that the pace rather falls. None where an arm has nobody, who has no pace.

    Args:
        programme: who entered.
        days: how long each is followed.
    """
    waits = []
    for arm in (True, False):
        here = np.sort(programme.day[programme.treated == arm])
        if not len(here):
            return None
        missing = LEAST_HELD_OUT - len(here)
        since = max(float((programme.known_until - programme.day.min()).astype(int)), DAYS_A_MONTH)
        last = here[LEAST_HELD_OUT - 1] if missing <= 0 else programme.known_until
        wait = float((last - programme.known_until).astype(int)) + days + max(missing, 0) * since / len(here)
        waits.append(wait)
    return max(ceil(max(waits) / DAYS_A_MONTH), 1)


def _when(programme: Entered, days: int) -> str:
    months = months_more(programme, days)
    return "" if months is None else f", in about {months} month{'s' * (months > 1)} at the pace so far"


def _ratio(programme: Entered, held_out_share: float) -> tuple[SampleRatio | None, str]:
    treated = int(programme.treated.sum())
    held_out = len(programme.treated) - treated
    if not len(programme.treated):
        return None, "nobody entered the programme"
    if not held_out:
        return None, "nobody was held out, so that nobody can tell who would have stayed anyway"
    if not treated:
        return None, "nobody was treated"
    if not held_out_share:
        return None, f"{held_out} accounts were held out where nobody was to be"
    shares = {"treated": 1 - held_out_share, "held out": held_out_share}
    found = sample_ratio({"treated": treated, "held out": held_out}, shares, units="accounts")
    return found, "" if found.holds else found.said
