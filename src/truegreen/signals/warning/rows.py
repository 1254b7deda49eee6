"""Rows: account-months as a model is given them, gaps filled with what was usual in the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.signals.warning.feature import Feature

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
UNKNOWN: Final = " is not known"
FLAGGED: Final = 5
"""Accounts with a gap, and without, from which on the gap itself may say something."""

MANY: Final = 50
"""Different values from which on the rarest are drawn in."""
RARE: Final = 0.005
PART: Final = 1000
"""Rows, more or less, of which it is first counted how many different values they have."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some account-months.

    Attributes:
        account, month: (N,) their places.
    """

    account: Places
    month: Places

    def __len__(self) -> int:
        """Count them."""
        return len(self.account)

    def of(self, grid: Floats) -> Floats:
        """Give what a grid, (A, M), says of them, (N,)."""
        return np.asarray(grid.reshape(-1)[self.account * grid.shape[1] + self.month])

    def take(self, chosen: NDArray[np.bool_]) -> Rows:
        """Give some of them."""
        return Rows(self.account[chosen], self.month[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Which columns a model is given, and what fills gaps; learnt from the rows of the past.

    Attributes:
        features: (F,) ids of the features.
        names: (k,) of the columns.
        of: (k,) place of each column's feature.
        fill: (k,) what stands where nobody knows; NaN for the flags themselves.
        low, high: (k,) between which values are held: nothing is told from further out than was seen.
        dropped: columns that do not differ in the past, and say nothing.
    """

    features: tuple[str, ...]
    names: tuple[str, ...]
    of: Places
    fill: Floats
    low: Floats
    high: Floats
    dropped: tuple[str, ...]

    def columns(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the columns of rows, (N, k)."""
        held = {name: grid for each in listed for name, grid in each.columns.items()}
        made = np.empty((len(rows), len(self.names)))
        for at, name in enumerate(self.names):
            values = rows.of(held[name.removesuffix(UNKNOWN)])
            gaps = np.isnan(values)
            held_in = np.clip(values, self.low[at], self.high[at])
            made[:, at] = gaps if name.endswith(UNKNOWN) else np.where(gaps, self.fill[at], held_in)
        return made


def design(listed: Sequence[Feature], rows: Rows) -> Design:
    """Say which columns differ in some rows of the past, and what their usual values are.

    Args:
        listed: the features.
        rows: of the past that is learnt from.
    """
    names: list[str] = []
    of: list[int] = []
    fill: list[float] = []
    ends: list[tuple[float, float]] = []
    dropped: list[str] = []
    for place, each in enumerate(listed):
        for name, grid in each.columns.items():
            values = rows.of(grid)
            known = values[~np.isnan(values)]
            if not len(known) or np.ptp(known) <= 1e-9 * max(1.0, float(np.abs(known).max())):
                dropped.append(name)
                continue
            names.append(name)
            of.append(place)
            ends.append(_ends(known))
            fill.append(float(np.clip(known, *ends[-1]).mean()))
        first, grid = next(iter(each.columns.items()))
        if _speaks(np.isnan(rows.of(grid)), rows.account):
            names.append(first + UNKNOWN)
            of.append(place)
            fill.append(float("nan"))
            ends.append((0.0, 1.0))
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return Design(
        features=tuple(each.id for each in listed),
        names=tuple(names),
        of=np.array(of, dtype=np.intp),
        fill=np.array(fill),
        low=low,
        high=high,
        dropped=tuple(dropped),
    )


def _ends(known: Floats) -> tuple[float, float]:
    """Give the ends between which nearly all of many values lie, or all of few different ones."""
    if has_fewer(known, MANY):
        return float(known.min()), float(known.max())
    low, high = np.quantile(known, [RARE, 1 - RARE])
    return (float(low), float(high)) if low < high else (float(known.min()), float(known.max()))


def _speaks(gaps: NDArray[np.bool_], account: Places) -> bool:
    """Say whether there are enough accounts with a gap, and without, to tell whether the gap says something."""
    return not any(has_fewer(account[each], FLAGGED) for each in (gaps, ~gaps))


def has_fewer(values: NDArray[Any], than: int) -> bool:
    """Say whether there are fewer different values than so many; where there are many, a part soon tells.

    >>> has_fewer(np.array([1.0, 2.0, 1.0]), 3), has_fewer(np.array([1.0, 2.0, 1.0]), 2)
    (True, False)
    """
    return len(np.unique(values[:: max(len(values) // PART, 1)])) < than and len(np.unique(values)) < than
