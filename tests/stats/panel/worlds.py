"""Rows of accounts, drawn so that the truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Moments, of

Floats = NDArray[np.float64]
COLUMNS = ("speed", "quality", "effort")


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows with an account each: the columns, and the outcome last."""

    table: Floats
    accounts: NDArray[np.int64]
    months: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        return (*COLUMNS[: self.table.shape[1] - 1], "csat")

    def moments(self, centre: tuple[float, ...] | None = None) -> Moments:
        return of(self.table, self.accounts, self.names, centre)


def drawn(
    seed: int,
    slopes: tuple[float, ...] = (0.5, -0.3, 0.0),
    accounts: int = 30,
    rows: int = 600,
    months: int = 6,
) -> Rows:
    """Draw rows of accounts of very different sizes, whose level, columns and noise go together within an account."""
    random = np.random.default_rng(seed)
    size = random.gamma(1.0, size=accounts) + 0.05
    of_account = np.concatenate(
        [np.repeat(np.arange(accounts), 2), random.choice(accounts, rows - 2 * accounts, p=size / size.sum())]
    )
    level, slope_noise = random.normal(size=accounts), random.normal(size=accounts) * 0.3
    columns = random.normal(size=(rows, len(slopes))) + level[of_account, None] * 0.7
    columns = columns * (3.0, 40.0, 0.1)[: len(slopes)] + (10.0, 300.0, 0.7)[: len(slopes)]
    of_month = random.integers(0, months, rows)
    noise = random.normal(size=rows) + slope_noise[of_account] * (columns[:, 0] - 10.0)
    outcome = 4.0 + columns @ np.array(slopes) + level[of_account] + 0.2 * of_month + noise
    return Rows(np.column_stack([columns, outcome]), of_account, of_month)
