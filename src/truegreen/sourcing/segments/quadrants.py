"""In which quadrant a contact type lies, by impact on staying and complexity, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.model.segmented import Quadrant

HALF: Final = 0.5
"""Of the average contact's effect on staying, from which on a type's is high."""
HARDER: Final = 1.05
"""Times the average contact, from which on a type is hard; less is hardly worth a word."""
SURE: Final = 0.8
"""Chance from which on a type is said to lie in a quadrant."""
DRAWS: Final = 4_000
SEED: Final = 12_345
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where contact types lie.

    Attributes:
        high_impact: (T,) chance that failing it does at least half of what failing the average contact does.
        high_complexity: (T,) chance that it is a twentieth harder than the average contact; NaN where nobody can tell.
    """

    high_impact: Floats
    high_complexity: Floats

    def chances(self, place: int) -> Mapping[Quadrant, float]:
        """Give the chance that a type lies in each quadrant; nothing where nobody can tell how hard it is."""
        impact, hard = float(self.high_impact[place]), float(self.high_complexity[place])
        if not np.isfinite(hard):
            return {}
        return {
            Quadrant.COST_FIRST: (1 - impact) * (1 - hard), Quadrant.PROTECT: impact * (1 - hard),
            Quadrant.SIMPLIFY: (1 - impact) * hard, Quadrant.INVEST: impact * hard,
        }  # fmt: skip


def placed(effects: ArrayLike, errors: ArrayLike, weights: ArrayLike, times: ArrayLike, doubts: ArrayLike) -> Placed:
    """Say where contact types lie.

    Args:
        effects: (T,) what failing each does to staying.
        errors: (T,) standard errors of these.
        weights: (T,) contacts of each, by which the average contact is told.
        times: (T,) how many times as hard as the average contact each is; NaN where nobody can tell.
        doubts: (T,) standard errors of these.
    """
    value, error, weight, hard, doubt = (
        np.asarray(each, dtype=np.float64) for each in (effects, errors, weights, times, doubts)
    )
    drawn = value + error * np.random.default_rng(SEED).standard_normal((DRAWS, len(value)))
    average = drawn @ weight / weight.sum()
    high = ((drawn >= HALF * average[:, None]) & (drawn > 0)).mean(axis=0)
    return Placed(high, _above(hard, doubt))


def _above(times: Floats, doubt: Floats) -> Floats:
    """Give the chance that each is so much harder than the average, (T,)."""
    from scipy.special import ndtr

    away = times - HARDER
    sure = np.where(away > 0, 1.0, np.where(away < 0, 0.0, 0.5))
    return np.where(np.isnan(times), np.nan, np.where(doubt > 0, ndtr(away / np.where(doubt > 0, doubt, 1.0)), sure))


def named(chances: Mapping[Quadrant, float]) -> Quadrant | None:
    """Give the quadrant in which a type surely lies; None where it may well lie elsewhere.

    >>> str(named({Quadrant.INVEST: 0.9, Quadrant.PROTECT: 0.1})), named({Quadrant.INVEST: 0.7, Quadrant.PROTECT: 0.3})
    ('invest', None)
    """
    most = max(chances, key=lambda each: chances[each], default=None)
    return most if most is not None and chances[most] >= SURE else None
