"""Ranking: how often one who did was ranked above one who did not, at the same moment.

The area under the curve of Mann and Whitney, with the placements of DeLong, DeLong and Clarke-Pearson (1988). Rows are
compared within their moment only, and what an account contributes over all moments goes together, so that one account
asked thirty times is one account.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import stated

Floats = NDArray[np.float64]
ASSUMES = ("accounts are independent of each other",)


def auc(scores: ArrayLike, hits: ArrayLike, clusters: ArrayLike, moments: ArrayLike | None = None) -> Estimate | None:
    """Give how often a hit has a higher score than a miss of the same moment; ties count half.

    Args:
        scores: (N,) the higher, the likelier a hit; NaN leaves a row out.
        hits: (N,) 0 or 1.
        clusters: (N,) whose row it is: the account.
        moments: (N,) when it was said; all at once if left out.

    Returns:
        The share, with p against one half; None where no moment has both a hit and a miss, or only of one account.

    Raises:
        ValueError: shapes differ, or a hit is neither 0 nor 1.

    >>> auc([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0], ["a", "b", "c", "d"]).value
    0.875
    """
    score, hit, codes, when = _rows(scores, hits, clusters, moments)
    pairs, won, share = 0.0, 0.0, np.zeros(int(codes.max(initial=-1)) + 1)
    placed: list[tuple[NDArray[np.intp], Floats, float]] = []
    for rows in _by_moment(when):
        one, none = rows[hit[rows] == 1], rows[hit[rows] == 0]
        if len(one) and len(none):
            above = placements(score[one], score[none])
            below = 1 - placements(score[none], score[one])
            pairs += len(one) * len(none)
            won += float(above.sum()) * len(none)
            placed += [(codes[one], above, float(len(none))), (codes[none], below, float(len(one)))]
    involved = len(np.unique(np.concatenate([code for code, _, _ in placed]))) if placed else 0
    if involved < 2:
        return None
    value = won / pairs
    for code, place, weight in placed:
        np.add.at(share, code, (place - value) * weight / pairs)
    error = float(np.sqrt((share**2).sum() * involved / (involved - 1)))
    losers = len(np.unique(codes[hit == 1]))
    how: dict[str, Any] = {"freedom": max(losers - 1.0, 1.0), "count": len(score), "effective": losers}
    told = stated(value, error, method="foretold.ranking", assumes=ASSUMES, **how)
    return replace(told, p=stated(value - 0.5, error, method="", assumes=(), **how).p)


def auc_by_moment(scores: ArrayLike, hits: ArrayLike, moments: ArrayLike) -> tuple[NDArray[np.generic], Floats]:
    """Give each moment with its own share of pairs ranked rightly, NaN where it has no pair.

    Raises:
        ValueError: shapes differ, or a hit is neither 0 nor 1.
    """
    score, hit, _, when = _rows(scores, hits, np.zeros(np.shape(hits)), moments)
    names = np.unique(np.asarray(moments))
    found = np.full(len(names), np.nan)
    for rows in _by_moment(when):
        one, none = score[rows][hit[rows] == 1], score[rows][hit[rows] == 0]
        if len(one) and len(none):
            found[when[rows[0]]] = placements(one, none).mean()
    return names, found


def placements(scores: Floats, others: Floats) -> Floats:
    """Say above what share of the others each score lies, (N,); ties count half."""
    ordered = np.sort(others)
    below, up_to = (np.searchsorted(ordered, scores, side=side) for side in ("left", "right"))
    return np.asarray((below + up_to) / (2 * len(ordered)))


def _by_moment(when: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Give the rows of each moment."""
    order = np.argsort(when, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(when[order])) + 1) if len(order) else []


def _rows(
    scores: ArrayLike, hits: ArrayLike, clusters: ArrayLike, moments: ArrayLike | None
) -> tuple[Floats, Floats, NDArray[np.intp], NDArray[np.intp]]:
    score, hit, who = np.asarray(scores, dtype=np.float64), np.asarray(hits, dtype=np.float64), np.asarray(clusters)
    time = np.zeros(score.shape) if moments is None else np.asarray(moments)
    if score.ndim != 1 or not score.shape == hit.shape == who.shape == time.shape:
        raise ValueError(f"scores, hits, clusters and moments do not fit: {score.shape}, {hit.shape}, {who.shape}")
    if not np.isin(hit, (0, 1)).all():
        raise ValueError("a hit is 0 or 1")
    codes, when = (np.unique(each, return_inverse=True)[1] for each in (who, time))
    known = ~np.isnan(score)
    return score[known], hit[known], codes[known].astype(np.intp), when[known].astype(np.intp)
