"""How surprising a silence is, month by month: by how often an account comes, and by how regularly it does.

Who comes every second Monday and stays away for six weeks says more than who comes as often, but at random. So each
account is taken to be as regular as its own gaps tell, leaning on those of all (`stats.silence.regularity`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_months import Grid
from truegreen.readings.risk_history import Engaged, History
from truegreen.stats.silence.regularity import NEAREST, STEPS, own
from truegreen.stats.silence.rhythm import rhythm
from truegreen.stats.silence.surprise import surprise

MONTH_DAYS: Final = 30.4375
_LEAST: Final = 1e-300
Places = NDArray[np.int64]


def silence(known: History, engaged: Engaged) -> Grid:
    """Give −ln P of so long a silence, in each month, (A, M); NaN for accounts never heard of.

    Args:
        known: what is known of accounts.
        engaged: what they did of their own accord; a day counts once, however much was done on it.
    """
    account, day = _days(engaged)
    days, first, latest = _told(known, account, day)
    now = known.ends.astype(np.int64).astype(np.float64)
    seen = np.isfinite(latest)
    again = np.where(seen, days - 1, 0.0)
    until = np.where(seen, np.maximum((now - first) / MONTH_DAYS, 0.0), 0.0)
    upto = np.minimum(np.where(seen, np.maximum((latest - first) / MONTH_DAYS, 0.0), 0.0), until)
    there = known.here[:, -1] & np.isnat(known.ended_on) & seen[:, -1] & (until[:, -1] > 0)
    if there.sum() < 2:
        return np.full(days.shape, np.nan)
    spread = rhythm(again[there, -1], until[there, -1])
    even, chance = _even(account, day, len(days)), np.zeros(days.shape)
    for at, steps in enumerate(STEPS):
        such = even[:, at] > 0
        gaps = surprise(again[such], upto[such], until[such], spread.r, spread.alpha, steps)
        chance[such] += even[such, at, None] * np.exp(-gaps)
    return np.where(seen, -np.log(np.clip(chance, _LEAST, 1.0)), np.nan)


def _days(engaged: Engaged) -> tuple[Places, Places]:
    """Give the days on which each account came, (E,) each, by account and day."""
    account, day = engaged.account.astype(np.int64), engaged.day.astype("datetime64[D]").astype(np.int64)
    least, span = int(day.min()), int(np.ptp(day)) + 1
    both = np.sort(account * span + (day - least), kind="stable")  # mostly in order already, and then at once
    both = both[np.append(True, np.diff(both) > 0)]
    return both // span, both % span + least


def _told(known: History, account: Places, day: Places) -> tuple[Grid, Grid, Grid]:
    """Give the days by account and up to each month, and the first and last of them up to then, (A, M)."""
    shape = known.here.shape
    place = day.astype("datetime64[D]").astype("datetime64[M]") - known.months[0]
    column = np.maximum(place.astype(np.int64), 0)
    came, latest, first = np.zeros(shape), np.full(shape, -np.inf), np.full(shape[0], np.inf)
    np.add.at(came, (account, column), 1.0)
    np.maximum.at(latest, (account, column), day.astype(np.float64))
    np.minimum.at(first, account, day.astype(np.float64))
    latest = np.maximum.accumulate(latest, axis=1)
    seen = np.isfinite(latest)
    return np.cumsum(came, axis=1), np.where(seen, first[:, None], np.nan), np.where(seen, latest, np.nan)


def _even(account: Places, day: Places, accounts: int) -> Grid:
    """Give how regular each account is, by pairs of neighbouring gaps, each gap in one pair only, (A, 7)."""
    gap, goes_on = np.diff(day), np.diff(account) == 0
    place = np.arange(len(account)) - np.searchsorted(account, account)
    pair = np.flatnonzero(goes_on[:-1] & goes_on[1:] & (place[:-2] % 2 == 0))
    share = np.clip(gap[pair] / (gap[pair] + gap[pair + 1]), NEAREST, 1 - NEAREST)
    logs = np.bincount(account[pair], np.log(4 * share * (1 - share)), minlength=accounts)
    return own(np.bincount(account[pair], minlength=accounts), logs)
