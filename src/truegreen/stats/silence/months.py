"""Whether a month is below an account's own rhythm, where only months are recorded: how often it logged in, say.

An account's months are spread around its own mean, more widely than chance alone would spread them, and all accounts
have good and bad months together. How little of a month would be usual is told from the account's own months, leaning
on how accounts differ (negative binomial).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.silence.rhythm import rhythm

Floats = NDArray[np.float64]
LEAST = 6
"""Months of its own that an account needs."""
ENOUGH = 20
"""Accounts that are needed to tell how far months are spread."""
OUT = 0.2
"""Where a month has less than this share of what is usual, all together, its feed was out, and nobody is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """How likely so little is for each account.

    Attributes:
        p: chance of so little in the last month, (A,); NaN where nobody can tell.
        usual: what would be usual for each, in a month like that, (A,).
        months: of its own that say so, (A,).
        month: how the last month was for all accounts together, against usual ones.
        spread: how many times as widely as by chance months are spread.
        why: why nobody can tell; empty where one can.
    """

    p: Floats
    usual: Floats
    months: NDArray[np.intp]
    month: float
    spread: float
    why: str = ""


def below(counts: ArrayLike) -> Months:
    """Say how likely it is that the last month of each account is as low as it is, were it as ever.

    Args:
        counts: what was counted of each account in each month, (A, M); NaN where it was no customer.

    Raises:
        ValueError: it is no such table, or a figure is negative.
    """
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim != 2 or given.shape[1] < 2 or np.any(given < 0):
        raise ValueError("counts are figures by account and month, two months or more, none negative")
    before, now = given[:, :-1], given[:, -1]
    months = np.isfinite(before).sum(axis=1)
    told = (months >= LEAST) & (np.nansum(before, axis=1) > 0)
    blank = np.full(len(given), np.nan)
    if told.sum() < ENOUGH:
        why = f"{told.sum()} accounts have six months or more, and {ENOUGH} are needed"
        return Months(blank, blank.copy(), months, float("nan"), float("nan"), why)
    worth, spread = _worth(given[told])
    if worth[-1] < OUT:
        why = "hardly any account did anything in the month: its feed was out, or the month is not over"
        return Months(blank, blank.copy(), months, float(worth[-1]), spread, why)
    there = np.isfinite(before)
    exposed = np.where(there, worth[:-1], 0.0).sum(axis=1)
    summed = np.nansum(before, axis=1) / spread
    fit = rhythm(summed[told], exposed[told])
    shape, rate = fit.r + summed, fit.alpha + exposed
    p, usual = blank, shape / rate * worth[-1] * spread
    judged = told & np.isfinite(now)
    p[judged] = _at_most((now[judged] + 1) / spread, shape[judged], rate[judged], float(worth[-1]))
    return Months(p, np.where(judged, usual, np.nan), months, float(worth[-1]), spread)


def _worth(given: Floats) -> tuple[Floats, float]:
    """Give how each month was for all together, 1 on average, and how widely accounts' months are spread."""
    there = np.isfinite(given)
    counts = np.where(there, given, 0.0)
    own = counts[:, :-1].sum(axis=1) / there[:, :-1].sum(axis=1)
    worth = counts.sum(axis=0) / np.maximum((own[:, None] * there).sum(axis=0), 1e-12)
    usual = own[:, None] * worth
    off = np.where(there & (usual > 0), (counts - usual) ** 2 / np.where(usual > 0, usual, 1.0), 0.0)[:, :-1]
    freedom = max(int(there[:, :-1].sum()) - len(given) - given.shape[1], 1)
    return worth, max(1.0, float(off.sum()) / freedom)


def _at_most(next_: Floats, shape: Floats, rate: Floats, exposed: float) -> Floats:
    """Give the chance of fewer than so many, for a rate that is spread as a gamma curve."""
    from scipy.special import betainc

    return np.asarray(betainc(shape, next_, rate / (rate + exposed)))
