"""Accounts by months, and what failed for them in the months before: columns that say who was exposed to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.failed_contacts import Contacts

WINDOW: Final = 3
"""Months whose contacts count."""
USUAL: Final = 4
"""Contacts that count beside an account's own, as if they had all been solved: of few contacts little is known."""
Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lives:
    """Accounts by months.

    Attributes:
        at_risk: (A, M) whether it was a customer that had not decided to leave before the month.
        leaves: (A, M) whether it decided in the month.
        segment: (A, M) place of its segment; −1 where nobody knows.
        segments: how many there are.
    """

    at_risk: Flags
    leaves: Flags
    segment: Whole
    segments: int


def pooled(grid: Floats) -> Floats:
    """Add up each month and those before it that count, (A, M); fewer at the start."""
    added = np.cumsum(grid, axis=1)
    added[:, WINDOW:] -= added[:, :-WINDOW].copy()
    return added


def dose(held: Contacts, only: Whole | None, judged: Floats) -> Floats:
    """Give what failed in the last months as a part of all contacts, (A, M)."""
    return np.asarray(pooled(held.grid(held.failed, only, judged.shape)) / (judged + USUAL))


def before(grid: Floats) -> Floats:
    """Give each month what stood in the month before, (A, M); NaN where that is outside."""
    return np.concatenate([np.full((len(grid), 1), np.nan), grid[:, :-1]], axis=1)


def looked_at(lives: Lives) -> Flags:
    """Say which months are looked at: those with enough months before them, (A, M)."""
    kept = lives.at_risk.copy()
    kept[:, :WINDOW] = False
    return kept
