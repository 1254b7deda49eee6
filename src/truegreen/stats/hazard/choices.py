"""The likelihood of which of several decisions was taken: its height, slope and curvature, and errors by clusters.

Coefficients are those of each decision against none, (J, 1 + k) row by row, of scaled columns with a constant first.
"""

from __future__ import annotations

import numpy as np

from truegreen.stats.panel.climb import Point
from truegreen.stats.panel.errors import Errors, inverse, sandwich
from truegreen.stats.panel.likelihood import add_by
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import Observed


def shares(scores: Floats) -> Floats:
    """Give chances of scores, row by row."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))


def _missing(rows: Observed, part: slice, columns: Floats, at: Floats) -> tuple[Floats, Floats, Floats]:
    """Give chances of decisions and what was taken less these, (n, J) both, and the log chance of what was, (n,)."""
    scores = np.column_stack([np.zeros(len(columns)), columns @ at.T])
    chances, taken = shares(scores), rows.hits[part].astype(np.intp)
    away = (taken[:, None] == np.arange(1, scores.shape[1])) - chances[:, 1:]
    greatest = scores.max(axis=1)
    whole = greatest + np.log(np.exp(scores - greatest[:, None]).sum(axis=1))
    return chances[:, 1:], away, scores[np.arange(len(taken)), taken] - whole


def point_at(rows: Observed, many: int, at: Floats) -> Point:
    """Sum the log likelihood, its slope and its curvature over all rows, and take off what the ridge costs."""
    table = at.reshape(many, -1)
    width, held_back = table.shape[1], np.tile(rows.ridge, many)
    slope, curvature = np.zeros_like(table), np.zeros((many, width, many, width))
    height = -float(held_back @ at**2) / 2
    for part, columns in rows.pieces():
        chances, away, heights = _missing(rows, part, columns, table)
        weights = np.ones(len(columns)) if rows.weights is None else rows.weights[part]
        slope += (away * weights[:, None]).T @ columns
        height += float(heights @ weights)
        for one in range(many):
            for other in range(many):
                known = weights * chances[:, one] * ((one == other) - chances[:, other])
                curvature[one, :, other] += (columns * known[:, None]).T @ columns
    size = many * width
    return Point(at, slope.ravel() - held_back * at, curvature.reshape(size, size) + np.diag(held_back), height)


def covariance_of(rows: Observed, point: Point, errors: Errors, many: int) -> Floats:
    """Give the covariance of scaled coefficients, decision by decision, (J(1 + k), J(1 + k))."""
    bread, size = inverse(point.curvature), len(point.at)
    if errors is Errors.CLASSICAL:
        return np.asarray(bread @ (point.curvature - np.diag(np.tile(rows.ridge, many))) @ bread)
    summed = np.zeros((len(rows.clusters), size))
    for part, columns in rows.pieces():
        _, away, _ = _missing(rows, part, columns, point.at.reshape(many, -1))
        if rows.weights is not None:
            away = away * rows.weights[part][:, None]
        add_by(rows.codes[part], (away[:, :, None] * columns[:, None, :]).reshape(len(columns), -1), summed)
    return sandwich(summed @ bread, len(rows.clusters), len(rows.hits), size, errors)
