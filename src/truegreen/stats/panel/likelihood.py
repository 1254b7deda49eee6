"""The likelihood of hits: its height, slope and curvature, summed over blocks of rows, and Newton's way to its top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.climb import Point, climb
from truegreen.stats.panel.equations import CONSTANT, Equations, Way
from truegreen.stats.panel.links import sum_of
from truegreen.stats.panel.moments import Floats, of
from truegreen.stats.panel.observed import BLOCK, Observed

MANY = 200_000  # rows, above which the climb begins where every so many-th row already leads


def point_at(rows: Observed, at: Floats) -> Point:
    """Sum the log likelihood, its slope and its curvature over all rows, and take off what the ridge costs."""
    slope, curvature = -rows.ridge * at, np.diag(rows.ridge)
    height = -float(rows.ridge @ at**2) / 2
    room = np.empty((min(BLOCK, len(rows.hits)), len(at)))
    for block in rows.blocks(at):
        slope += block.pull @ block.columns
        height += float(block.height.sum())
        weighted = np.multiply(block.columns, np.sqrt(block.information)[:, None], out=room[: len(block.pull)])
        curvature += weighted.T @ weighted
    return Point(at, slope, curvature, height)


def climbed(rows: Observed, start: Floats | None = None) -> tuple[Point, int] | int:
    """Climb to the top by Newton's steps; or name by its place a column along which there is no end."""
    top = climb(partial(point_at, rows), _begun(rows) if start is None else start)
    return (top.point, top.steps) if top.reached else int(np.abs(top.point.at[1:]).argmax())


def _begun(rows: Observed) -> Floats:
    """Say where to begin: at the share of hits, or with many rows where some of them lead."""
    flat = np.append(sum_of(rows.share(), rows.link), np.zeros(rows.columns.shape[1]))
    if len(rows.hits) <= MANY:
        return flat
    some = rows.take(slice(None, None, -(-len(rows.hits) // (MANY // 2))))
    top = climbed(some, flat) if 0 < some.share() < 1 else 0
    return flat if isinstance(top, int) else top[0].at


def scores(rows: Observed, at: Floats, bread: Floats) -> tuple[Floats, Floats]:
    """Sum by cluster each row's pull on the coefficients, and how much it says of them: (G, k) twice."""
    width = len(at)
    summed = np.zeros((len(rows.clusters), 2 * width))
    for block in rows.blocks(at):
        both = np.empty((len(block.pull), 2 * width))
        np.multiply(block.columns, block.pull[:, None], out=both[:, :width])
        np.square(block.columns @ bread, out=both[:, width:])
        both[:, width:] *= block.information[:, None]
        add_by(block.codes, both, summed)
    return summed[:, :width], summed[:, width:]


def add_by(codes: NDArray[np.intp], columns: Floats, summed: Floats) -> None:
    """Add the columns of some rows to the sums of their clusters."""
    if (codes[1:] < codes[:-1]).any():
        order = np.argsort(codes, kind="stable")
        codes, columns = codes[order], columns[order]
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    summed[codes[starts]] += np.add.reduceat(columns, starts, axis=0)


def curved(rows: Observed, point: Point, names: Sequence[str]) -> Equations:
    """Give each cluster's curvature as equations; the column of the outcome, the last name, is left empty."""
    blocks = [
        np.column_stack([block.columns * np.sqrt(block.information)[:, None], np.zeros(len(block.pull))])
        for block in rows.blocks(point.at)
    ]
    terms = (CONSTANT, *names)
    width = len(terms)
    summed = of(np.concatenate(blocks), rows.codes, terms, np.zeros(width))
    nothing, size = np.zeros(width), float(len(rows.hits))
    return Equations(Way.POOLED, terms, nothing, rows.clusters, summed.products, nothing, size, size, width, width, 0)


def back(rows: Observed) -> Floats:
    """Say how coefficients of scaled columns become those of the columns as they were, (k, k)."""
    unscaled = np.diag(np.append(1.0, 1 / rows.spread))
    unscaled[0, 1:] = -rows.mean / rows.spread
    return unscaled


def height_of(rows: Observed, point: Point) -> float:
    """Give the log likelihood itself, without what the ridge costs."""
    return point.height + float(rows.ridge @ point.at**2) / 2
