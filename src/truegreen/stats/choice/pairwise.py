"""Weights from comparisons in pairs (analytic hierarchy process; Saaty 1977), and whether they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RANDOM: Final = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
"""Mean inconsistency of tables filled at random, by their size (Saaty 1980)."""
CONSISTENT: Final = 0.10


@dataclass(frozen=True, slots=True)
class Weights:
    """What each criterion counts.

    Attributes:
        weights: they sum to 1.
        ratio: inconsistency as a share of that of random tables; up to 0.10 is consistent enough.
    """

    weights: Floats
    ratio: float

    @property
    def is_consistent(self) -> bool:
        """Whether the comparisons do not contradict each other too much."""
        return self.ratio <= CONSISTENT


def pairwise(table: npt.ArrayLike) -> Weights:
    """Give weights from a table of how many times more each row counts than each column: its main eigenvector.

    Raises:
        ValueError: the table is not square, not above 0, not reciprocal, or larger than ten.

    >>> found = pairwise([[1, 4, 3, 7], [1/4, 1, 1/3, 3], [1/3, 3, 1, 5], [1/7, 1/3, 1/5, 1]])
    >>> found.weights.round(4).tolist(), round(found.ratio, 3)
    ([0.5476, 0.1266, 0.2699, 0.0559], 0.044)
    """
    asked = np.asarray(table, float)
    size = len(asked)
    if asked.shape != (size, size) or not (asked > 0).all() or not np.allclose(asked * asked.T, 1):
        raise ValueError("comparisons are a square table above 0, in which one number is the other's reciprocal")
    if size > max(RANDOM):
        raise ValueError(f"{size} criteria are too many to compare in pairs: group them")
    values, vectors = np.linalg.eig(asked)
    main = int(np.argmax(values.real))
    weights = np.abs(vectors[:, main].real)
    index = (values[main].real - size) / (size - 1) if size > 1 else 0.0
    return Weights(weights / weights.sum(), max(0.0, float(index / RANDOM[size])) if size in RANDOM else 0.0)


@dataclass(frozen=True, slots=True)
class Misfit:
    """The comparison that fits least to what all the others together say.

    Attributes:
        row, column: what is compared with what.
        said: how many times more the row was said to count.
        implied: how many times more it counts by the weights of the whole table.
    """

    row: int
    column: int
    said: float
    implied: float


def contradiction(table: npt.ArrayLike) -> Misfit:
    """Give the comparison that fits least: the one whose ratio is furthest from that of the weights.

    >>> found = contradiction([[1, 2, 4, 1 / 3], [1 / 2, 1, 2, 4], [1 / 4, 1 / 2, 1, 2], [3, 1 / 4, 1 / 2, 1]])
    >>> found.row, found.column, found.said, round(found.implied, 2)
    (3, 0, 3.0, 0.79)
    """
    asked = np.asarray(table, float)
    weights = pairwise(asked).weights
    implied = weights[:, None] / weights[None, :]
    far = np.where(asked >= 1, np.abs(np.log(asked / implied)), -1.0)
    row, column = (int(each) for each in np.unravel_index(int(np.argmax(far)), far.shape))
    return Misfit(row, column, float(asked[row, column]), float(implied[row, column]))


def agreed(tables: Sequence[npt.ArrayLike]) -> Floats:
    """Give the table of a panel: the geometric mean of what each member said, so that reciprocals stay reciprocal.

    >>> agreed([[[1, 4], [1/4, 1]], [[1, 1], [1, 1]]]).tolist()
    [[1.0, 2.0], [0.5, 1.0]]
    """
    return np.asarray(np.exp(np.mean([np.log(np.asarray(each, float)) for each in tables], axis=0)))
