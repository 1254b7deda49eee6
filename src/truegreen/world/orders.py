"""Shipments that customers book themselves: each account in its own rhythm, some of the leavers falling silent first.

Accounts differ in how often they book (Gamma), some book at even distances (Erlang) and others at random (Poisson), on
weekdays, and little in Christmas week. Amounts are spread within and between accounts (Gamma-Gamma). Some leavers stop
booking, or book a tenth, 45 to 90 days before they give notice. In one week of 2025 the portal sent nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.world.accounts import FAILED, Accounts, Days, Standing, Whole, last_day
from truegreen.world.draws import draw
from truegreen.world.history import first_day
from truegreen.world.nature import Nature
from truegreen.world.setting import KNOWN_UNTIL, MONTHS

OUTAGE: Final = (np.datetime64("2025-09-15"), np.datetime64("2025-09-19"))
LEAD_DAYS: Final = (45, 90)
_A_YEAR: Final = np.array([70.0, 40.0, 24.0])
_MEAN: Final = np.array([4_000.0, 1_400.0, 600.0])
_SHAPE, _WITHIN, _BETWEEN = 3.0, 6.0, 4.0
_REGULAR, _REGULARITY = 0.4, 3
_TENTH, _CHRISTMAS, _CANCELLED = 0.1, 0.2, 0.02
_KNOWN_FOR: Final = 60
_HOURS: Final = (8 * 3600, 18 * 3600)


@dataclass(frozen=True, slots=True)
class Orders:
    """All bookings, in the order of time, and who fell silent.

    Attributes:
        account: place of each booking's account.
        at: when it was booked, by the portal's clock.
        cents: what it is worth.
        silent_since: by account, the first day on which it books nothing or a tenth; not a time if it never does.
    """

    account: Whole
    at: NDArray[np.datetime64]
    cents: Whole
    silent_since: Days


def booked(accounts: Accounts, now: Standing, nature: Nature, random: np.random.Generator) -> Orders:
    """Give the bookings of a world whose months are over."""
    silent_since, left = _silent(accounts, now, nature, random)
    open_days = np.arange(first_day(0), np.datetime64(KNOWN_UNTIL, "D") + 1)
    pace = np.cumsum(_pace(open_days))
    a_year = _A_YEAR[accounts.segment] * random.gamma(_SHAPE, 1 / _SHAPE, len(accounts))
    regularity = np.where(random.random(len(accounts)) < _REGULAR, _REGULARITY, 1)
    account, when = _renewals(a_year * (pace[-1] / len(MONTHS) * 12) ** -1, regularity, pace[-1], random)
    place = np.searchsorted(pace, when, side="right")
    day = open_days[place]
    spread = random.gamma(_BETWEEN, 1.0, len(accounts)) / (_MEAN[accounts.segment] * (_BETWEEN - 1) / _WITHIN)
    cents = np.maximum(np.round(100 * random.gamma(_WITHIN, 1.0, len(account)) / spread[account]), 100)
    second = random.integers(*_HOURS, len(account))
    there = (day >= accounts.started[account]) & ~(day > last_day(now)[account])
    there &= ~(day >= silent_since[account]) | (random.random(len(account)) < left[account])
    there &= ~((day >= OUTAGE[0]) & (day <= OUTAGE[1]))
    at = day.astype("datetime64[s]") + second.astype("timedelta64[s]")
    in_order = np.lexsort((account, at))
    in_order = in_order[there[in_order]]
    return Orders(account[in_order], at[in_order], cents[in_order].astype(np.int64), silent_since)


def _silent(
    accounts: Accounts, now: Standing, nature: Nature, random: np.random.Generator
) -> tuple[Days, NDArray[np.float64]]:
    """Give since when accounts are silent, and which share of their bookings is left then."""
    lead = random.integers(LEAD_DAYS[0], LEAD_DAYS[1] + 1, len(accounts))
    share = np.where(now.because == FAILED, nature.quiet_failed, nature.quiet_own)
    since = now.notice - lead
    falls = (random.random(len(accounts)) < share) & (since >= accounts.started + _KNOWN_FOR)
    falls &= since >= first_day(0) + _KNOWN_FOR
    left = np.where(random.random(len(accounts)) < 0.5, _TENTH, 0.0)
    return np.where(falls, since, np.datetime64("NaT", "D")), left


def _pace(days: Days) -> NDArray[np.float64]:
    """Give how much is booked on each day, against a usual weekday."""
    date = days.astype(object)
    christmas = np.array([(each.month, each.day) >= (12, 24) or (each.month, each.day) == (1, 1) for each in date])
    return np.where(np.is_busday(days), np.where(christmas, _CHRISTMAS, 1.0), 0.0)


def _renewals(
    rate: NDArray[np.float64], regularity: Whole, until: float, random: np.random.Generator
) -> tuple[Whole, NDArray[np.float64]]:
    """Give whose booking each is and when, in usual weekdays from the first; gaps are Erlang, mean 1 / rate.

    Accounts begin somewhere in their rhythm: the process runs ten gaps before it is looked at.
    """
    count = np.ceil(until * rate + 6 * np.sqrt(until * rate) + 20).astype(np.int64)
    account = np.repeat(np.arange(len(rate)), count)
    gap = random.gamma(regularity[account], 1.0) / (regularity * rate)[account]
    total = np.cumsum(gap)
    begin = np.repeat(np.concatenate([[0.0], total[np.cumsum(count)[:-1] - 1]]), count)
    when = total - begin - ((10 + random.random(len(rate))) / rate)[account]
    inside = (when >= 0) & (when < until)
    return account[inside], when[inside]


def columns(orders: Orders) -> dict[str, Any]:
    """Give the bookings as columns of a table."""
    return {
        "place": np.arange(len(orders.account)),
        "account": orders.account,
        "moment": orders.at,
        "cents": orders.cents,
    }


def rows(month: int) -> str:
    """Give the bookings of a month as the portal exports them; a cancelled one says so and never took place."""
    worth = "replace(replace(replace(format('{:,.2f}', cents / 100), ',', ' '), '.', ','), ' ', '.')"
    return f"""
        SELECT 'S' || lpad((place * 2 + odd)::VARCHAR, 8, '0') AS shipment, account + 1 AS account_no,
               strftime(moment, '%d-%b-%Y %I:%M %p') AS booked, {worth} AS worth_eur,
               CASE WHEN odd = 0 THEN 'Booked' ELSE 'Cancelled' END AS status
        FROM (SELECT *, unnest(CASE WHEN {draw("cancelled", "place")} < {_CANCELLED} THEN [0, 1] ELSE [0] END) AS odd
              FROM orders WHERE date_trunc('month', moment) = TIMESTAMP '{MONTHS[month]}')
        ORDER BY place, odd"""


def told(orders: Orders, nature: Nature) -> dict[str, Any]:
    """Give the truth of the bookings."""
    return {
        "orders": len(orders.account),
        "no_feed": [str(each) for each in OUTAGE],
        "fell_silent": int((~np.isnat(orders.silent_since)).sum()),
        "share_silent": {"reasons of its own": nature.quiet_own, "first contacts that failed": nature.quiet_failed},
        "lead_days": list(LEAD_DAYS),
        "a_year": dict(zip(("Strategic", "Core", "Small"), _A_YEAR.tolist(), strict=True)),
        "between_accounts": _SHAPE,
        "regular_share": _REGULAR,
        "amounts": {"within": _WITHIN, "between": _BETWEEN},
    }
