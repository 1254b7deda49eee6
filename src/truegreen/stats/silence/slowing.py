"""Which accounts slowed down: they still come, but far less often than their own pace of the year before.

Of an account's comings in the last sixteen stretches, those in the last few are held against what its own pace before
and everybody's would make them: how all accounts together come in each stretch (a season, a market that shrinks), and
the time that went by for each (a feed that was out), are taken out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.silence.window import LITTLE, ROUNDS, SHARE, SPAN, Look, look, tails

Floats = NDArray[np.float64]
Yes = NDArray[np.bool_]
STRETCH: Final = 30
"""Days of a stretch."""
WINDOWS: Final = (2, 4, 8)
"""Stretches that are recent: sixty, 120 and 240 days."""
PARTS: Final = (4 / 7, 2 / 7, 1 / 7)
"""How much of the chance of a false alarm each of these gets: the shorter, the more."""
BEFORE: Final = 4.0
"""Stretches before these that an account needs, and as many as are recent: about so long a customer."""
ENOUGH: Final = 20
"""Accounts that are needed to tell what is common to all."""
RARE: Final = 0.2
"""Chances above it are on no list."""


@dataclass(frozen=True, slots=True, eq=False)
class Slowing:
    """How likely so few recent comings are for each account.

    Attributes:
        p: chance of so few, had it kept its pace, all windows taken together, (A,); 1 where it did not slow by half,
            NaN where nobody can tell.
        adjusted: the share of false entries on a list that ends here, (A,); NaN where it is not judged.
        recent: the stretches that say so the most, (A,); 0 where nobody can tell.
        came: how often each came in these, (A,).
        due: how often it would have by its own pace, and everybody's, (A,).
        pace: how often accounts came in each stretch, all together; 1 on average, (B,).
        moves: how far accounts' paces move by themselves, for each of ``WINDOWS`` (``window.Look``).
        why: why nobody can tell; empty where one can.
    """

    p: Floats
    adjusted: Floats
    recent: NDArray[np.intp]
    came: Floats
    due: Floats
    pace: Floats
    moves: tuple[float, ...]
    why: str = ""


def slowing(counts: ArrayLike, exposures: ArrayLike, judged: ArrayLike | None = None) -> Slowing:
    """Say how likely it is that each account came so seldom of late, had it kept its pace.

    The left tail of the beta-binomial (Skellam 1948), windows by weighted Bonferroni; the list by Benjamini and
    Hochberg for counts (Heyse 2011; Döhler, Durand and Roquain 2018), which adds up what chances each account can have
    at all. An account that was as low in as many stretches before, or by half a year before, gets 1.

    Args:
        counts: how often each came in each stretch after its first time, the last stretch last, (A, B).
        exposures: how many stretches' worth of time went by for each in these, (A, B); 0 before its first time.
        judged: who may be on the list, (A,); all if left out. All others still help to learn.

    Raises:
        ValueError: these are no tables of one shape, or figures are negative or missing, or comings not whole.

    >>> steady = np.tile([[3.0] * 16], (30, 1))
    >>> steady[0, -4:] = 1, 0, 0, 1
    >>> found = slowing(steady, np.ones((30, 16)))
    >>> int(found.recent[0]) * STRETCH, found.came[0].item(), found.due[0].round(1).item(), round(found.p[0].item(), 4)
    (120, 2.0, 11.7, 0.0071)
    """
    came, time = np.asarray(counts, dtype=np.float64), np.asarray(exposures, dtype=np.float64)
    if came.ndim != 2 or came.shape != time.shape or not _are_figures(came, time) or np.any(came % 1):
        raise ValueError("comings and time are tables by account and stretch, whole comings, no figure negative")
    among = np.ones(len(came), np.bool_) if judged is None else np.asarray(judged, dtype=np.bool_)
    if among.shape != (len(came),):
        raise ValueError("each account is judged or not")
    told = (np.minimum(time, 1.0).sum(axis=1) >= BEFORE) & (came.sum(axis=1) > 0)
    if told.sum() < ENOUGH or came.shape[1] < BEFORE + WINDOWS[0]:
        why = f"{int(told.sum())} accounts have been customers for {BEFORE * STRETCH:.0f} days, and {ENOUGH} are needed"
        nothing, none = np.full(len(came), np.nan), np.zeros(len(came), np.intp)
        return Slowing(nothing, nothing, none, nothing, nothing, np.ones(came.shape[1]), (), why)
    pace = _pace(came[told], time[told])
    looks = [look(came, time * pace, told & _is_known(time, window), window) for window in WINDOWS]
    return _together(looks, pace, among)


def _are_figures(*given: Floats) -> bool:
    return all(bool(np.all((each >= 0) & np.isfinite(each))) for each in given)


def _is_known(time: Floats, window: int) -> Yes:
    """Say which accounts were customers for long enough before the recent stretches."""
    before = np.minimum(time[:, -SPAN : time.shape[1] - window], 1.0).sum(axis=1)
    return np.asarray(before >= 0.8 * max(BEFORE, window))


def _pace(came: Floats, time: Floats) -> Floats:
    """Give how often accounts come in each stretch, all together, whoever they are (fixed effects of both, Poisson)."""
    pace = np.ones(came.shape[1])
    own, all_ = came.sum(axis=1), came.sum(axis=0)
    for _ in range(ROUNDS):
        worth = time @ pace
        due = np.divide(own, worth, out=np.zeros(own.size), where=worth > 0) @ time
        pace = np.maximum(np.divide(all_, due, out=np.ones(pace.size), where=due > 0), 1e-9)
        pace /= pace.mean()
    return pace


def _together(looks: Sequence[Look], pace: Floats, among: Yes) -> Slowing:
    """Take the windows together: each may spend its part of the chance, of those in which an account can be told."""
    p, came, due = (np.stack([getattr(each, name) for each in looks], axis=1) for name in ("p", "came", "due"))
    told = np.isfinite(p)
    parts = np.where(told, PARTS, 0.0)
    parts /= np.maximum(parts.sum(axis=1, keepdims=True), LITTLE)
    charged = np.where(told, np.where(told, p, 1.0) / np.where(told, parts, 1.0), np.inf)
    best = np.argmin(charged, axis=1)
    row, can = np.arange(len(p)), told.any(axis=1)
    lowest = np.where(can, np.minimum(charged[row, best], 1.0), np.nan)
    return Slowing(
        p=lowest,
        adjusted=_adjusted(looks, parts, lowest, among & can),
        recent=np.where(can, np.array(WINDOWS)[best], 0),
        came=np.where(can, came[row, best], np.nan),
        due=np.where(can, due[row, best], np.nan),
        pace=pace,
        moves=tuple(each.moves for each in looks),
    )


def _adjusted(looks: Sequence[Look], parts: Floats, p: Floats, judged: Yes) -> Floats:
    """Give the share of false entries on a list up to each, by the chances that accounts can have at all."""
    adjusted = np.where(judged, 1.0, np.nan)
    rows = np.flatnonzero(judged & (np.where(judged, p, 1.0) <= RARE))
    rows = rows[np.argsort(p[rows], kind="stable")]
    if not rows.size:
        return adjusted
    limits = p[rows]
    false = np.cumsum(sum(_false(each, parts[:, place], limits, judged) for place, each in enumerate(looks)))
    shares = false / np.searchsorted(limits, limits, "right") / max(1 - limits[-1], 0.5)
    adjusted[rows] = np.minimum(np.minimum.accumulate(shares[::-1])[::-1], 1.0)
    return adjusted


def _false(look: Look, parts: Floats, limits: Floats, judged: Yes) -> Floats:
    """Give how many more accounts that keep their pace would be named at each limit than at the one before."""
    more = np.zeros(limits.size + 1)
    rows = np.flatnonzero(judged & np.isfinite(look.p))
    total, share, part = look.total[rows], look.share[rows], parts[rows]
    most = total * SHARE * share / (1 - share + SHARE * share)  # half of what would be due, were so many of all recent
    for many, (chance, at_most) in enumerate(tails(total, share, look.moves, int(most.max(initial=-1)))):
        inside = many <= most * (1 + 1e-9)
        place = np.searchsorted(limits, (at_most / part)[inside] * (1 - 1e-9))
        more += np.bincount(place, chance[inside], limits.size + 1)
    return more[:-1]
