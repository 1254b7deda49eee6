"""Carry-over: how much of a month is left of the month before, and how many independent months a series is worth.

A month that resembles the month before it tells little new. Two independent series of 24 months that carry over 0.8 are
“significantly” correlated in 29 of 100 cases if that is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
CARRIES: Floats = np.concatenate([np.linspace(-0.98, 0.8, 90), 1 - np.geomspace(0.195, 0.005, 60)])
"""Carry-overs among which one is looked for; 0.995 stands for all that is nearer to a random walk."""
MANY = 240


def effective_size(count: float, carry: float, other: float) -> float:
    """Give how many independent months a pair of series is worth: n(1 − ρxρy)/(1 + ρxρy), never more than there are.

    Args:
        count: months.
        carry: carry-over of the one, its correlation with the month before, −1 to 1.
        other: carry-over of the other.

    Raises:
        ValueError: a carry-over does not lie between −1 and 1.

    >>> round(effective_size(24, 0.8, 0.8), 2)
    5.27
    """
    both = carry * other
    if not -1 < both < 1:
        raise ValueError(f"{carry:g} and {other:g} are no carry-overs")
    return min(count, count * (1 - both) / (1 + both))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The months of a series, and what is taken out of it before months are compared.

    Attributes:
        months: places of the months that are there, in order.
        taken: columns that are taken out: level, and trend or season.
        pairs: places, within ``months``, whose month before is there too.
        basis: the columns that are taken out, as a basis of lengths one.
        expected: for each carry-over of `CARRIES`, the correlation with the month before that is to be expected of what
            is left. It is smaller, for taking out a level makes neighbours look less alike.
    """

    months: Places
    taken: int
    pairs: Places
    basis: Floats
    expected: Floats

    def rest(self, rows: Floats) -> Floats:
        """Give what is left of series, one per row."""
        return rows - (rows @ self.basis) @ self.basis.T


def frame(months: npt.ArrayLike, *, trend: bool = False, season: int | None = None) -> Frame | None:
    """Make the frame of a series with these months; None where there are not four more than is taken out of them.

    Args:
        months: places of the months that are there, in order.
        trend: take out a straight line too.
        season: take out the mean of each place in the year; 12 for months, None for none.
    """
    return _frame(np.asarray(months, dtype=np.int64).tobytes(), trend, season)


@lru_cache(maxsize=256)
def _frame(months: bytes, trend: bool, season: int | None) -> Frame | None:
    places = np.frombuffer(months, dtype=np.int64)
    if not places.size:
        return None
    columns = [np.ones(places.size)] + ([places - places.mean()] if trend else [])
    columns += [] if season is None else [1.0 * (places % season == each) for each in range(1, season)]
    basis = np.array([column for column in columns if column.any()]).T
    taken = int(np.linalg.matrix_rank(basis))
    if places.size < taken + 4:
        return None
    left, _, _ = np.linalg.svd(basis, full_matrices=False)
    pairs = np.flatnonzero(np.diff(places) == 1) + 1
    return Frame(places, taken, pairs, left[:, :taken], _expected(places, pairs, left[:, :taken]))


def _expected(places: Places, pairs: Places, basis: Floats) -> Floats:
    """Give E(e'Ae)/E(e'e) of what is left e of a series with each carry-over, A picking neighbours.

    Where there are very many months it hardly differs from the carry-over itself (Kendall, Biometrika 41 (1954) 403).
    """
    if places.size > MANY:
        return np.asarray(CARRIES - basis.shape[1] * (1 + 3 * CARRIES) / places.size, dtype=np.float64)
    maker = np.eye(places.size) - basis @ basis.T
    picking = np.zeros_like(maker)
    picking[pairs, pairs - 1] = picking[pairs - 1, pairs] = 0.5
    picked, apart = maker @ picking @ maker, np.abs(places[:, None] - places)
    powers = (carry**apart for carry in CARRIES)
    return np.maximum.accumulate([(picked * power).sum() / (maker * power).sum() for power in powers])


def carry_over(rest: Floats, of: Frame) -> Floats:
    """Give the carry-over of series by what is left of them, corrected for what taking out a level does.

    Args:
        rest: what is left, one row per series; a row without any spread carries nothing over.
        of: their frame.
    """
    spread = (rest**2).sum(axis=1)
    products = (rest[:, of.pairs] * rest[:, of.pairs - 1]).sum(axis=1)
    found = np.divide(products, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.asarray(np.interp(found, of.expected, CARRIES), dtype=np.float64)


def surprises(rest: Floats, carries: Floats, of: Frame) -> tuple[Floats, Places]:
    """Give what each month adds to what the month before led to expect, and the places of these months."""
    return rest[:, of.pairs] - carries[:, None] * rest[:, of.pairs - 1], of.months[of.pairs]


def imitations(carry: float, months: int, many: int, random: np.random.Generator) -> Floats:
    """Draw series of nothing but carry-over, one per row."""
    drawn = random.standard_normal((many, months))
    for month in range(1, months):
        drawn[:, month] = carry * drawn[:, month - 1] + np.sqrt(1 - carry**2) * drawn[:, month]
    return drawn
