"""Response: what the survey would say if those who seldom answer had answered as often as the others.

Of every case its type, channel, duration and so on are known, answered or not. Each answer counts for all the cases
like it: by one over its chance of being given. That mends what goes with what is known, and nothing else, so it is
never shown without the tipping point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.logistic import Chances

TRIM = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each answer counts.

    Attributes:
        values: (N,) of each case; 0 where there is no answer.
        trimmed: how many were cut, so that no single answer speaks for too many.
        effective: how many equal answers they are worth (Kish): (Σw)² / Σw².
    """

    values: Floats
    trimmed: int
    effective: float


@dataclass(frozen=True, slots=True, eq=False)
class Fractional:
    """Weighted answers as counts that anything made for counts can take, per cell.

    Attributes:
        hits: (C,) satisfied, y*; not whole.
        totals: (C,) answers, n*: how many equal ones they are worth.
        plain_hits: (C,) as counted.
        plain_totals: (C,) as counted.
    """

    hits: Floats
    totals: Floats
    plain_hits: Floats
    plain_totals: Floats


def weights(found: Chances, answered: ArrayLike) -> Weights:
    """Give what each answer counts: one over its chance, at most ten times the median.

    Args:
        found: each case's chance of being answered.
        answered: (N,) whether it was.

    Raises:
        ValueError: shapes differ.
    """
    heard = np.asarray(answered, dtype=bool)
    if heard.shape != found.values.shape:
        raise ValueError("each case needs its chance, and whether it was answered")
    if not heard.any():
        return Weights(np.zeros(len(heard)), 0, 0.0)
    plain = 1 / np.maximum(found.values[heard], 1e-12)
    most = TRIM * float(np.median(plain))
    values = np.zeros(len(heard))
    values[heard] = np.minimum(plain, most)
    return Weights(values, int((plain > most).sum()), effective_of(values))


def effective_of(values: ArrayLike) -> float:
    """Give how many equal answers weighted ones are worth (Kish 1965).

    >>> effective_of([1, 1, 2])
    2.6666666666666665
    """
    each = np.asarray(values, dtype=np.float64)
    squares = float((each**2).sum())
    return float(each.sum()) ** 2 / squares if squares > 0 else 0.0


def fractional(given: Weights, satisfied: ArrayLike, cells: ArrayLike, count: int) -> Fractional:
    """Give weighted answers per cell as fractional counts: the weighted share, with as many rows as it is worth.

    Args:
        given: what each answer counts.
        satisfied: (N,) 1 or 0; not looked at where there is no answer.
        cells: (N,) each case's cell, from 0.
        count: of cells, C.

    Raises:
        ValueError: shapes differ.
    """
    heard = given.values > 0
    hits, at = np.asarray(satisfied, dtype=np.float64), np.asarray(cells, dtype=np.intp)
    if not hits.shape == at.shape == heard.shape:
        raise ValueError("each case needs its answer and its cell")
    each, hits, at = given.values[heard], hits[heard], at[heard]
    total, squares, weighted = (_by_cell(at, part, count) for part in (each, each**2, each * hits))
    worth = np.divide(total**2, squares, out=np.zeros(count), where=squares > 0)
    share = np.divide(weighted, total, out=np.zeros(count), where=total > 0)
    return Fractional(share * worth, worth, _by_cell(at, hits, count), _by_cell(at, np.ones(len(at)), count))


def share_of_silent(given: Weights, satisfied: ArrayLike) -> tuple[float, float, float] | None:
    """Give the share heard, the share satisfied of those heard, and the share presumed satisfied of the silent.

    Presumed is what weights say of all, less what those heard said: what the tipping point starts from. None where
    nobody answered, or everybody.

    Args:
        given: what each answer counts.
        satisfied: (N,) 1 or 0; not looked at where there is no answer.
    """
    heard = given.values > 0
    share = float(heard.mean()) if len(heard) else 0.0
    if not 0 < share < 1:
        return None
    hits = np.asarray(satisfied, dtype=np.float64)[heard]
    everybody = float(given.values[heard] @ hits / given.values.sum())
    silent = (everybody - share * float(hits.mean())) / (1 - share)
    return share, float(hits.mean()), min(1.0, max(0.0, silent))


def _by_cell(cells: NDArray[np.intp], values: Floats, count: int) -> Floats:
    return np.bincount(cells, weights=values, minlength=count).astype(np.float64)
