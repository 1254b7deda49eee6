"""What a list from the top of a ranking catches: precision and recall of its first so many, and on average.

Rows with the same score have no order: a list that ends among them catches of them what it would on average.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.panel.moments import Floats


@dataclass(frozen=True, slots=True)
class Caught:
    """What a list catches.

    Attributes:
        listed: how long it is: as asked for, or all rows.
        caught: how many of it were hits; not whole where it ends among equal scores.
        hits: how many there were in all.
        precision: caught of listed.
        recall: caught of hits.
    """

    listed: int
    caught: float
    hits: int
    precision: float
    recall: float


def first(scores: ArrayLike, hits: ArrayLike, length: int) -> Caught | None:
    """Say what the first so many of a ranking catch; None where there is no row or no hit.

    Args:
        scores: (N,) the higher, the further up; NaN leaves a row out.
        hits: (N,) 0 or 1.
        length: of the list.

    Raises:
        ValueError: shapes differ, a hit is neither 0 nor 1, or a list shorter than one.

    >>> found = first([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 1], 2)
    >>> found.caught, found.precision, found.recall
    (1.5, 0.75, 0.5)
    """
    score, hit = _ranked(scores, hits)
    if not length >= 1:
        raise ValueError(f"a list holds at least one: {length}")
    if not hit.sum():
        return None
    listed = min(length, len(hit))
    same = score == score[listed - 1]
    above = int(np.argmax(same))
    caught = float(hit[:above].sum() + hit[same].mean() * (listed - above))
    return Caught(listed, caught, int(hit.sum()), caught / listed, caught / float(hit.sum()))


def average_precision(scores: ArrayLike, hits: ArrayLike) -> float | None:
    """Give the mean, over hits, of the precision of a list that ends with the hit's score; None without a hit.

    Raises:
        ValueError: shapes differ, or a hit is neither 0 nor 1.

    >>> round(average_precision([0.9, 0.5, 0.4, 0.1], [1, 0, 1, 0]), 4)
    0.8333
    """
    score, hit = _ranked(scores, hits)
    if not hit.sum():
        return None
    ends = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
    caught = np.cumsum(hit)[ends]
    return float(np.diff(caught, prepend=0.0) @ (caught / (ends + 1)) / hit.sum())


def _ranked(scores: ArrayLike, hits: ArrayLike) -> tuple[Floats, Floats]:
    score, hit = np.asarray(scores, dtype=np.float64), np.asarray(hits, dtype=np.float64)
    if score.ndim != 1 or score.shape != hit.shape:
        raise ValueError(f"scores and hits do not fit: {score.shape}, {hit.shape}")
    if not np.isin(hit, (0.0, 1.0)).all():
        raise ValueError("a hit is 0 or 1")
    order = np.argsort(-score[~np.isnan(score)], kind="stable")
    return score[~np.isnan(score)][order], hit[~np.isnan(score)][order]
