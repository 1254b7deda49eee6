"""Worlds in which it is known what a change did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Accounts of which some were treated, more of those with a high first column."""

    outcome: Floats
    treated: NDArray[np.bool_]
    columns: Floats
    clusters: NDArray[np.intp]


def rows(seed: int, effect: float, *, hidden: float = 0.0, accounts: int = 200, each: int = 4) -> Rows:
    """Draw rows by account; what is hidden goes with the treatment and the outcome alike."""
    random = np.random.default_rng(seed)
    many = accounts * each
    keys = np.repeat(np.arange(accounts), each)
    own = random.normal(size=accounts)[keys] * 0.5
    columns = random.normal(size=(many, 2))
    unseen = random.normal(size=many)
    odds = 0.8 * columns[:, 0] - 0.4 * columns[:, 1] + hidden * unseen - 0.3
    treated = random.random(many) < 1 / (1 + np.exp(-odds))
    outcome = 2 * columns[:, 0] + own + hidden * unseen + random.normal(size=many) + effect * treated
    return Rows(outcome, treated, columns, keys)


@dataclass(frozen=True)
class Months:
    """Units by months, and the first month of each with the treatment."""

    outcome: Floats
    first: NDArray[np.intp]
    truth: float


def months(
    seed: int, effect: float = 0.0, growth: float = 0.0, drift: float = 0.0, units: int = 120, many: int = 10
) -> Months:
    """Draw units treated in three goes, the early ones most; effects start at ``effect`` and grow by month."""
    random = np.random.default_rng(seed)
    first = random.choice([-1, 4, 6, 8], units, p=[0.4, 0.2, 0.2, 0.2])
    ahead = np.arange(many) - first[:, None]
    on = (first[:, None] >= 0) & (ahead >= 0)
    lift = np.where(on, (effect + growth * ahead) * np.where(first == 4, 2.0, 1.0)[:, None], 0.0)
    level, moves = random.normal(size=(units, 1)), random.normal(size=many).cumsum()
    outcome = level + moves + drift * np.where(first >= 0, 1.0, 0.0)[:, None] * np.arange(many)
    outcome = outcome + random.normal(size=(units, many)) + lift
    return Months(outcome, first, float(lift[on].mean()))


def sites(
    seed: int, effect: float = 0.0, others: int = 24, many: int = 24, since: int = 14
) -> tuple[Floats, Floats, int]:
    """Draw sites that move with two common moods; only the first is treated."""
    random = np.random.default_rng(seed)
    mood = random.normal(size=(2, many)).cumsum(axis=1) * 0.4
    moves = random.dirichlet([1, 1], size=others + 1) @ mood
    outcome = moves + random.normal(size=(others + 1, 1)) + random.normal(size=(others + 1, many)) * 0.4
    outcome[0, since:] += effect
    return outcome[1:], outcome[0], since
