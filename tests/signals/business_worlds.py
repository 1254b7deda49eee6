"""Accounts of a business, month by month: a hidden health moves whether they leave, and is seen through noise.

Health falls and recovers (each month keeps most of the last). It moves answers to few surveys, returns, escalations and
orders, each a little. Who leaves gives notice 60 to 90 days before, and everything about it changes on that day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.panel import Standing
from truegreen.readings.risk_history import HEARD, Engaged, History

Grid = NDArray[np.float64]
Days = NDArray[np.datetime64]
KEPT = 0.9
"""How much of its health an account keeps from one month to the next."""
NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, eq=False)
class BusinessWorld:
    """A world with what only its maker knows.

    Attributes:
        history: what was recorded.
        chance: (A, M) the true chance, at each month's end, of giving notice within three months.
    """

    history: History
    chance: Grid


def business(
    seed: int,
    *,
    accounts: int = 2000,
    months: int = 36,
    effect: float = 2.3,
    renewal: float = 1.5,
    level: float = -6.7,
    owners: int = 1,
    notice: bool = True,
) -> BusinessWorld:
    """Draw a world.

    Args:
        seed: of what is drawn.
        accounts: how many.
        months: how many.
        effect: on the log odds of giving notice in a month, of health that is worse by one standard deviation.
        renewal: of a renewal two to four months away.
        level: log odds of giving notice in a month, in usual health and far from a renewal.
        owners: of accounts.
        notice: whether the days of notice are recorded.
    """
    random = np.random.default_rng(seed)
    shape = (accounts, months)
    first = np.datetime64("2022-01", "M")
    calendar = first + np.arange(months)
    ill = _health(random, shape)
    joins = np.where(random.random(accounts) < 0.2, random.integers(0, months - 6, accounts), -1)
    started: Days = (first + joins).astype("datetime64[D]") + random.integers(0, 28, accounts).astype("timedelta64[D]")
    started = np.where(joins < 0, started - random.integers(30, 1500, accounts).astype("timedelta64[D]"), started)
    renews = random.integers(0, 12, accounts)
    away = (renews[:, None] - np.arange(months)) % 12
    sum_of = level + effect * ill + renewal * ((away >= 2) & (away <= 4))
    hazard = 1 / (1 + np.exp(-sum_of))
    there = np.arange(months) > joins[:, None]
    given = (random.random(shape) < hazard) & there
    place = np.where(given.any(axis=1), given.argmax(axis=1), -1)
    late = random.integers(0, 28, accounts).astype("timedelta64[D]")
    decided: Days = np.where(place >= 0, calendar[place].astype("datetime64[D]") + late, NEVER)
    ended: Days = decided + random.integers(60, 91, accounts).astype("timedelta64[D]")
    history = _seen(random, ill, calendar, started, decided, ended, renews, owners)
    if not notice:
        history = _unrecorded(history)
    return BusinessWorld(history, _true(ill, away, level, effect, renewal))


def _health(random: np.random.Generator, shape: tuple[int, int]) -> Grid:
    """Draw how ill each account is by month, (A, M), of mean 0 and standard deviation 1."""
    ill = random.normal(size=shape)
    for at in range(1, shape[1]):
        ill[:, at] = KEPT * ill[:, at - 1] + np.sqrt(1 - KEPT**2) * ill[:, at]
    return ill


def _true(ill: Grid, away: NDArray[np.int64], level: float, effect: float, renewal: float) -> Grid:
    """Give the chance of notice within three months for one who knows the health of today, (A, M)."""
    stays = np.ones(ill.shape)
    draws = np.polynomial.hermite_e.hermegauss(9)
    for ahead in (1, 2, 3):
        near = ((away - ahead) % 12 >= 2) & ((away - ahead) % 12 <= 4)
        spread = np.sqrt(1 - KEPT ** (2 * ahead))
        chance = np.zeros(ill.shape)
        for step, weight in zip(*draws, strict=True):
            worse = KEPT**ahead * ill + spread * step
            chance += weight / np.sqrt(2 * np.pi) / (1 + np.exp(-(level + effect * worse + renewal * near)))
        stays *= 1 - chance
    return 1 - stays


def _seen(
    random: np.random.Generator,
    ill: Grid,
    calendar: NDArray[np.datetime64],
    started: NDArray[np.datetime64],
    decided: NDArray[np.datetime64],
    ended: NDArray[np.datetime64],
    renews: NDArray[np.int64],
    owners: int,
) -> History:
    """Draw what is recorded of health."""
    accounts, months = ill.shape
    starts: Days = calendar.astype("datetime64[D]")
    ends: Days = (calendar + 1).astype("datetime64[D]") - 1
    here = (started[:, None] <= ends) & ~(ended[:, None] < starts)
    told = (decided[:, None] <= ends) & here
    size = np.asarray(random.lognormal(0, 0.6, accounts))
    pays = size * np.asarray(random.lognormal(0, 0.8, accounts))
    cases = random.poisson(6 * size[:, None] * np.where(told, 0.4, 1.0)) * here
    returns = random.binomial(cases, _share(-2.0 + 0.5 * ill + 0.8 * told))
    answers = random.binomial(cases, 0.1)
    content = random.binomial(answers, _share(1.4 - 0.7 * ill - 1.5 * told))
    escalations = random.poisson(0.05 * np.exp(0.6 * ill) * np.where(told, 0.2, 1.0)) * here
    rate = 4 * np.asarray(random.gamma(2.0, 0.5, accounts))
    orders = random.poisson(rate[:, None] * np.exp(-0.25 * ill) * np.where(told, 0.1, 1.0)) * here
    account, month = (np.repeat(each, orders.ravel()) for each in np.indices(ill.shape).reshape(2, -1))
    day = starts[month] + (random.random(len(month)) * 28).astype(np.int64)
    kept = (day >= started[account]) & ~(day > ended[account])
    revenue = np.where(here, np.round(2000 * pays[:, None]), np.nan)
    next_one = (calendar[0] + renews).astype("datetime64[D]")
    never = np.full(accounts, NEVER)
    last = ends[-1]
    return History(
        accounts=np.array([f"a{at:04}" for at in range(accounts)]),
        months=calendar,
        started=started,
        here=started[:, None] <= ends,
        decided_on=np.where(decided <= last, decided, never),
        ended_on=np.where(ended <= last, ended, never),
        counts={
            "cases": cases.astype(float), "returns": returns.astype(float), "answers": answers.astype(float),
            "content": content.astype(float), "severe": escalations.astype(float),
            HEARD + "escalation": escalations.astype(float),
        },
        revenue=revenue,
        contraction=np.zeros(ill.shape),
        renewal=np.broadcast_to(next_one[:, None], ill.shape),
        owners=_standing("owner", np.arange(accounts) % owners, months),
        segments=_standing("segment", np.zeros(accounts, dtype=np.intp), months),
        engaged=Engaged(account=account[kept].astype(np.intp), day=day[kept]),
        missing={"due": "no case says when it is due", "use": "nobody counts it"},
    )  # fmt: skip


def _share(log_odds: Grid) -> Grid:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _standing(name: str, codes: NDArray[np.intp], months: int) -> Standing:
    members = np.array([f"{name} {at}" for at in range(int(codes.max()) + 1)])
    return Standing(members, np.repeat(codes[:, None], months, axis=1))


def _unrecorded(history: History) -> History:
    """Forget the days of notice: only the leaving is recorded."""
    return replace(history, decided_on=np.full(len(history.accounts), NEVER))
