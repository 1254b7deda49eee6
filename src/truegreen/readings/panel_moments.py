"""Moments of the panel: an outcome of a month with figures of months before it, each held against its like.

Like is every account of the same segment in the same month: what all have in common there, such as a season, is taken
off. What is then compared is each account with itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_months import Grid
from truegreen.readings.moments import Held
from truegreen.readings.panel import Panel
from truegreen.stats.panel.moments import of


@dataclass(frozen=True, slots=True)
class Lagged:
    """A figure so many months before the outcome; after it where negative, as a placebo.

    Where measures are pooled over months, these end so many months before the outcome, or begin so many after it: what
    comes after must not hold the outcome's own month.

    >>> str(Lagged("documents-reopened", 2)), str(Lagged("volume")), str(Lagged("severe", -1))
    ('documents-reopened 2 months before', 'volume', 'severe 1 month after')
    """

    name: str
    back: int = 0

    def __str__(self) -> str:
        """Name its column."""
        if not self.back:
            return self.name
        months = f"{abs(self.back)} month{'s' if abs(self.back) > 1 else ''}"
        return f"{self.name} {months} {'before' if self.back > 0 else 'after'}"


ASSUMES = (
    "accounts of the same segment in the same month are alike but for what is compared",
    "months after a decision to leave are left out",
)


def shifted(grid: Grid, back: int) -> Grid:
    """Give each month what stood so many months before it in the same account, (A, M); NaN where that is outside."""
    moved = np.full(grid.shape, np.nan)
    width = grid.shape[1]
    if abs(back) < width:
        moved[:, max(back, 0) : width + min(back, 0)] = grid[:, max(-back, 0) : width - max(back, 0)]
    return moved


def panel_moments(
    panel: Panel,
    outcome: str,
    columns: Sequence[Lagged],
    *,
    over: int = 1,
    least: float = 1.0,
    alike: Sequence[str] = ("segment",),
    only: NDArray[np.bool_] | None = None,
) -> Held:
    """Give the moments of figures and an outcome by account, over the months at risk in which all are known.

    Args:
        panel: the panel.
        outcome: a figure of the panel; see ``Panel.series``.
        columns: figures, each so many months before.
        over: months that measures among the columns are pooled over; the outcome is of its month.
        least: the least count of rows for a measure's value.
        alike: what accounts must be to be alike, besides the month: ``segment``, ``tier``; none for the month alone.
        only: (A, M) months to stay within.

    Returns:
        Moments whose columns are called as by ``str`` of each, and the outcome by its name.

    Raises:
        KeyError: there is no such figure.
    """
    kept = panel.at_risk if only is None else panel.at_risk & only
    grids = [_lagged(panel, each, over, least) for each in columns]
    grids.append(panel.series(outcome, 1, least))
    table = np.stack([grid[kept] for grid in grids], axis=1)
    strata = _strata(panel, alike)[kept]
    account = np.broadcast_to(np.arange(len(panel.accounts))[:, None], kept.shape)[kept]
    complete = ~np.isnan(table).any(axis=1)
    centred, counts = _less_means(table[complete], strata[complete])
    several = counts > 1
    names = [*map(str, columns), outcome]
    made = of(centred[several], panel.accounts[account[complete][several]], names, np.zeros(len(names)))
    held = np.unique(strata[complete][several])
    return Held(made, int((~several).sum()), len(held))


def _lagged(panel: Panel, wanted: Lagged, over: int, least: float) -> Grid:
    pooled = over - 1 if wanted.name in panel.measures and wanted.back < 0 else 0
    return shifted(panel.series(wanted.name, over, least), wanted.back - pooled)


def _strata(panel: Panel, alike: Sequence[str]) -> NDArray[np.intp]:
    """Give a number to each account and month that is the same for those that are alike, (A, M)."""
    number = np.broadcast_to(np.arange(len(panel.months)), panel.at_risk.shape)
    for name in alike:
        standing = panel.standing[name]
        number = number * (len(standing.members) + 1) + standing.codes + 1
    return number


def _less_means(table: Grid, strata: NDArray[np.intp]) -> tuple[Grid, NDArray[np.intp]]:
    """Take off each column its mean in the row's stratum; and say how many rows the stratum has."""
    _, codes = np.unique(strata, return_inverse=True)
    counts = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.intp)
    means = [np.bincount(codes, weights=column) / counts for column in table.T] if len(codes) else []
    flat = table - np.array(means).T[codes] if means else table
    return flat, counts[codes]
