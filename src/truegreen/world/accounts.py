"""The client's customers: who they are, what they pay, and when and why they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truegreen.world.nature import Nature
from truegreen.world.setting import CONTACT_TYPES, MONTHS, NOTICE_DAYS, SITES

Whole: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
Chances: TypeAlias = NDArray[np.float64]

NEVER: Final = 10_000
FAILED, OTHER = "first contacts that failed", "reasons of its own"
_FIRST_MONTH: Final = np.datetime64(MONTHS[0], "M")
_WEIGHT: Final = np.array([14.0, 3.0, 1.0])
_REVENUE: Final = np.array([38_000.0, 7_500.0, 1_100.0])
_EXPECTED_FAILURES, _PRIOR_CASES = 0.15, 4


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts that there ever are, by place; months count from the world's first.

    Attributes:
        segment, tier, home, focus: places in the setting's lists; ``focus`` is the contact type it has most.
        weight: how many cases it has, against others.
        revenue: recurring revenue at the start, in euro.
        started: day it became a customer.
        joins: first month in the world; -1 for those who were there before.
        renews: calendar month of the yearly renewal, 1 to 12.
    """

    segment: Whole
    tier: Whole
    home: Whole
    focus: Whole
    weight: Chances
    revenue: Whole
    started: Days
    joins: Whole
    renews: Whole

    def __len__(self) -> int:
        """Count them."""
        return len(self.segment)


@dataclass(slots=True)
class Standing:
    """Where each account stands as the months go by.

    Attributes:
        revenue: recurring revenue now, in euro.
        leaves: month in which it is a customer for the last time; ``NEVER`` if it gave no notice.
        notice: day on which it gave notice; not a time if it did not.
        because: why it gave notice.
        cases, failures: of the last three months, newest first.
    """

    revenue: Whole
    leaves: Whole
    notice: Days
    because: NDArray[np.object_]
    cases: Whole
    failures: Whole


def founded(count: int, random: np.random.Generator) -> Accounts:
    """Give so many accounts; a sixth of them become customers within the two years."""
    segment = np.searchsorted([0.08, 0.40], random.random(count), side="right").astype(np.int64)
    joins = np.where(random.random(count) < 1 / 6, random.integers(1, len(MONTHS) - 2, count), -1).astype(np.int64)
    joins[:3] = -1
    segment[:3] = np.arange(3)
    before = np.datetime64(MONTHS[0], "D") - random.integers(30, 6 * 365, count)
    started = np.where(joins >= 0, (_FIRST_MONTH + joins).astype("datetime64[D]"), before)
    usual = 1 + (started.astype("datetime64[M]").astype(np.int64)) % 12
    focus = random.choice(len(CONTACT_TYPES), count, p=[each.share for each in CONTACT_TYPES])
    size = random.lognormal(0, 0.5, count)
    return Accounts(
        segment=segment,
        tier=np.clip(segment + random.integers(-1, 2, count), 0, 2),
        home=random.choice(len(SITES), count, p=[each.share for each in SITES]),
        focus=focus,
        weight=_WEIGHT[segment] * size,
        revenue=(np.round(_REVENUE[segment] * size * random.lognormal(0, 0.3, count) / 10) * 10).astype(np.int64),
        started=started,
        joins=joins,
        renews=np.where(random.random(count) < 0.4, 1, usual),
    )


def standing(accounts: Accounts) -> Standing:
    """Give the standing of all accounts before the first month."""
    count = len(accounts)
    return Standing(
        revenue=accounts.revenue.copy(),
        leaves=np.full(count, NEVER),
        notice=np.full(count, np.datetime64("NaT"), dtype="datetime64[D]"),
        because=np.full(count, "", dtype=object),
        cases=np.zeros((3, count), dtype=np.int64),
        failures=np.zeros((3, count), dtype=np.int64),
    )


def active(accounts: Accounts, now: Standing, month: int) -> NDArray[np.bool_]:
    """Say which accounts are customers in a month."""
    return (accounts.joins <= month) & (month <= now.leaves)


def new_matters(accounts: Accounts, now: Standing, month: int, cases: int, random: np.random.Generator) -> Whole:
    """Share so many new matters out among the customers of a month."""
    weight = accounts.weight * active(accounts, now, month)
    return random.multinomial(max(cases, 0), weight / weight.sum()).astype(np.int64)


def lived_through(now: Standing, cases: Whole, failures: Whole) -> None:
    """Remember what the accounts met this month; the last three months count."""
    now.cases = np.vstack([cases, now.cases[:2]])
    now.failures = np.vstack([failures, now.failures[:2]])


def failing(now: Standing) -> Chances:
    """Give how much more than usual failed in the last three months, as a share; few cases say little."""
    cases, failures = now.cases.sum(axis=0), now.failures.sum(axis=0)
    share: Chances = (failures - _EXPECTED_FAILURES * cases) / (cases + _PRIOR_CASES)
    return share


def own_chances(accounts: Accounts, calendar_month: int, nature: Nature) -> Chances:
    """Give the chance that each account gives notice in a calendar month (1 to 12) for reasons of its own."""
    to_renewal = (accounts.renews - calendar_month) % 12
    return nature.leaves * np.where((to_renewal >= 1) & (to_renewal <= 3), nature.renewal, 1.0)


def notice_chances(own: Chances, failed: Chances, nature: Nature) -> Chances:
    """Give the chance of notice in a month, from that for reasons of its own and what failed (``failing``)."""
    odds = own / (1 - own) * np.exp(nature.pull * failed)
    chances: Chances = odds / (1 + odds)
    return chances


def may_give_notice(accounts: Accounts, now: Standing, month: int) -> NDArray[np.bool_]:
    """Say which accounts are customers in a month, came before it, and have not given notice."""
    return active(accounts, now, month) & np.isnat(now.notice) & (accounts.joins < month)


def give_notice(accounts: Accounts, now: Standing, month: int, nature: Nature, random: np.random.Generator) -> None:
    """Let accounts decide to leave: they give notice on a day of this month and end on a month's last day.

    The end is the last day of the month that holds the sixtieth day after notice, so 60 to 90 days after it.
    """
    own = own_chances(accounts, MONTHS[month].month, nature)
    draw, day = random.random(len(accounts)), random.random(len(accounts))
    going = may_give_notice(accounts, now, month) & (draw < notice_chances(own, failing(now), nature))
    first = (_FIRST_MONTH + month).astype("datetime64[D]")
    days = int(((_FIRST_MONTH + month + 1).astype("datetime64[D]") - first).astype(int))
    now.notice[going] = first + np.floor(day[going] * days).astype(np.int64)
    ends = (now.notice[going] + NOTICE_DAYS).astype("datetime64[M]")
    now.leaves[going] = (ends - _FIRST_MONTH).astype(np.int64)
    now.because[going] = np.where(draw[going] < own[going], OTHER, FAILED)


def last_day(now: Standing) -> Days:
    """Give each account's last day as a customer; not a time for those who stay."""
    ends = (_FIRST_MONTH + now.leaves + 1).astype("datetime64[D]") - 1
    return np.where(now.leaves < NEVER, ends, np.datetime64("NaT"))


def growth_chances(now: Standing, nature: Nature) -> Chances:
    """Give the chance that a staying customer's recurring revenue grows in a month; failures make it smaller."""
    chances: Chances = 0.025 / np.exp(nature.pull / 2 * failing(now))
    return chances


def moves(
    accounts: Accounts, now: Standing, month: int, nature: Nature, random: np.random.Generator
) -> tuple[Whole, Whole]:
    """Give what customers add to and take off their recurring revenue in a month, in euro; leavers do neither."""
    tilt = np.exp(nature.pull / 2 * failing(now))
    draw, size = random.random(len(accounts)), random.random(len(accounts))
    staying = may_give_notice(accounts, now, month)
    step = np.maximum(np.round(now.revenue * (0.03 + 0.12 * size) / 10) * 10, 10).astype(np.int64)
    more = np.where(staying & (draw < growth_chances(now, nature)), step, 0)
    less = np.where(staying & (draw > 1 - 0.015 * tilt), np.minimum(step, now.revenue - 10), 0)
    return more, less
