"""Calendar months besides accounts: what every account has in common in a month is taken off, or added as columns.

Moments of each month are needed; a query that also groups by month gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

import numpy as np

from truegreen.stats.panel.equations import SAME, Way
from truegreen.stats.panel.moments import Floats, Moments, merged


def without_periods(parts: Mapping[str, Moments], way: Way = Way.WITHIN) -> Moments:
    """Give moments of what is left once each period's level is taken off each column and the outcome.

    A regression on them in the same way has the coefficients, the CR0, CR1 and classical errors of one with a column
    for every period but the first (Frisch and Waugh 1933, Lovell 1963), and stays as narrow as without periods.

    Args:
        parts: moments of each period; their columns are the same.
        way: pooled, or within clusters; levels of periods are found besides those of clusters then.

    Raises:
        ValueError: between clusters there are no periods; or levels of periods cannot be told apart from clusters'.
    """
    if way is Way.BETWEEN:
        raise ValueError("accounts' means have no periods")
    parts = _with_rows(parts)
    names, centre = next(iter(parts.values())).names, next(iter(parts.values())).centre
    same = [each.take(names).recentred(centre) for each in parts.values()]
    levels = _levels_within(same) if way is Way.WITHIN else _levels(same)
    flat = [
        replace(part.recentred(part.centre + level), centre=centre) for part, level in zip(same, levels, strict=True)
    ]
    return replace(merged(*flat), absorbed=len(same) - 1)


def with_periods(parts: Mapping[str, Moments]) -> Moments:
    """Give moments with a further column for every period but the first, named like it: 1 in it, else 0.

    Wider, so for few clusters; but clusters can be left out or drawn exactly.
    """
    parts = _with_rows(parts)
    first, *others = parts
    start = _widened(parts[first], others, None)
    return reduce(lambda so_far, period: merged(so_far, _widened(parts[period], others, period)), others, start)


def _with_rows(parts: Mapping[str, Moments]) -> dict[str, Moments]:
    kept = {period: each.only(each.counts > 0) for period, each in parts.items() if each.rows > 0}
    if not kept:
        raise ValueError("no period has any rows")
    return kept


def _levels(parts: list[Moments]) -> Floats:
    """Give each period's mean, around the centre, (M, k)."""
    return np.array([each.means() - each.centre for each in parts])


def _levels_within(parts: list[Moments]) -> Floats:
    """Give each period's level besides those of clusters, (M, k): the first period's is nothing."""
    clusters = reduce(np.union1d, (each.clusters for each in parts))
    at = [np.searchsorted(clusters, each.clusters) for each in parts]
    counts = np.zeros((len(clusters), len(parts)))
    sums = np.zeros((len(clusters), len(parts[0].names)))
    for period, (where, part) in enumerate(zip(at, parts, strict=True)):
        counts[where, period] = part.counts
        sums[where] += part.sums
    rows = counts.sum(axis=1)
    products = np.diag(counts.sum(axis=0)) - counts.T @ (counts / rows[:, None])
    own = np.array([each.sums.sum(axis=0) for each in parts]) - counts.T @ (sums / rows[:, None])
    levels = np.zeros((len(parts), sums.shape[1]))
    if len(parts) > 1:
        levels[1:] = _solved(products[1:, 1:], own[1:])
    return levels


def _solved(products: Floats, own: Floats) -> Floats:
    scale = 1 / np.sqrt(np.maximum(np.diagonal(products), np.finfo(float).tiny))
    scaled = products * np.outer(scale, scale)
    if not (np.diagonal(products) > 0).all() or np.linalg.eigvalsh(scaled)[0] < SAME:
        raise ValueError("periods share no clusters: their levels cannot be told apart from those of clusters")
    return np.asarray(np.linalg.solve(scaled, own * scale[:, None]) * scale[:, None])


def _widened(part: Moments, others: list[str], period: str | None) -> Moments:
    """Give a period's moments with a column for each other period: its own is 1 in all its rows."""
    width, more = len(part.names), len(others)
    sums = np.zeros((len(part.clusters), width + more))
    products = np.zeros((len(part.clusters), width + more, width + more))
    sums[:, :width], products[:, :width, :width] = part.sums, part.full()
    if period is not None:
        at = width + others.index(period)
        sums[:, at] = products[:, at, at] = part.counts
        products[:, :width, at] = part.sums
    left, right = np.triu_indices(width + more)
    centre = np.append(part.centre, np.zeros(more))
    return replace(part, names=(*part.names, *others), centre=centre, sums=sums, products=products[:, left, right])
