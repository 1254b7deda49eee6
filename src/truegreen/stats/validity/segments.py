"""Segments: how well a straight line, a line with a kink, and a curve fit, from products of hinge columns alone.

A hinge (x − k)₊ is what x exceeds k by. A line that may turn at k is x and one hinge; both its slopes are free. To fix
the slope before k at nothing would find a kink too early, and be sure of it, wherever the response bends slowly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats

SAME = 1e-10


class Shape(StrEnum):
    """What a response looks like."""

    NOTHING = "no response"
    LINE = "a straight line"
    KINK = "a kink"
    CURVE = "a curve"


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """How well each shape fits, for one or many draws; the axes in front are the draws'.

    Attributes:
        nothing: (…) squares left by no response.
        line: (…) by a straight line.
        kinks: (…, m) by a line that turns at each knot.
        pairs: (…, m(m−1)/2) by a line that turns at two.
        curve: (…) by one that may turn at every knot.
        slopes: (…, m, 2) the slope before each knot and what it changes by, of the line that turns there.
        pair_slopes: (…, m(m−1)/2, 3) the first slope and both changes.
    """

    nothing: Floats
    line: Floats
    kinks: Floats
    pairs: Floats
    curve: Floats
    slopes: Floats
    pair_slopes: Floats


def fits(spread: Floats) -> Fits:
    """Fit every shape.

    Args:
        spread: (…, m + 2, m + 2) products around the means of x, its m hinges and the outcome, after whatever is held
            alike was taken off.
    """
    knots = spread.shape[-1] - 2
    kinks = [solve(spread, (0, 1 + each)) for each in range(knots)]
    pairs = [solve(spread, (0, 1 + one, 1 + other)) for one, other in combinations(range(knots), 2)]
    lead = spread.shape[:-2]
    return Fits(
        spread[..., -1, -1],
        solve(spread, (0,))[1],
        np.stack([each[1] for each in kinks], axis=-1),
        np.stack([each[1] for each in pairs], axis=-1) if pairs else np.full((*lead, 1), np.inf),
        solve(spread, tuple(range(knots + 1)))[1],
        np.stack([each[0] for each in kinks], axis=-2),
        np.stack([each[0] for each in pairs], axis=-2) if pairs else np.zeros((*lead, 1, 3)),
    )


def solve(spread: Floats, columns: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Give the coefficients (…, c) of the last column on some others, and the squares they leave (…)."""
    at = np.array(columns)
    products, with_outcome = spread[..., at[:, None], at], spread[..., at, -1]
    diagonal = np.diagonal(products, axis1=-2, axis2=-1)
    scale = np.divide(1.0, np.sqrt(np.maximum(diagonal, 0)), out=np.zeros_like(diagonal), where=diagonal > 0)
    scaled = products * scale[..., :, None] * scale[..., None, :]
    inverse = np.linalg.pinv(scaled, rcond=SAME, hermitian=True)
    slopes = (inverse @ (with_outcome * scale)[..., None])[..., 0] * scale
    return slopes, np.maximum(spread[..., -1, -1] - (slopes * with_outcome).sum(axis=-1), 0.0)


def without(spread: Floats, kept: int) -> Floats:
    """Take the columns between the first ``kept`` and the last off all others: what they explain is held alike."""
    held = slice(kept, spread.shape[-1] - 1)
    rest = np.r_[:kept, spread.shape[-1] - 1]
    if kept == spread.shape[-1] - 1:
        return spread
    cross = spread[..., rest, held]
    inverse = np.linalg.pinv(spread[..., held, held], rcond=SAME, hermitian=True)
    given: Floats = spread[..., rest[:, None], rest] - cross @ inverse @ np.swapaxes(cross, -1, -2)
    return given


def chosen(found: Fits, rows: float, knots: int) -> NDArray[np.intp]:
    """Choose the shape by BIC: its place among the shapes, (…).

    A kink costs its place besides its slope. A curve turns twice, or at every knot, whichever fits better.
    """
    of_rows = np.log(rows)

    def cost(left: Floats, terms: int) -> Floats:
        return np.asarray(rows * np.log(np.maximum(left, 1e-300)) + terms * of_rows)

    costs = np.stack(
        [
            cost(found.nothing, 0),
            cost(found.line, 1),
            cost(found.kinks.min(axis=-1), 3),
            np.minimum(cost(found.pairs.min(axis=-1), 5), cost(found.curve, knots + 1)),
        ],
        axis=-1,
    )
    return np.asarray(costs.argmin(axis=-1))


def starts(found: Fits, shape: NDArray[np.intp], knots: Floats, worse: float) -> Floats:
    """Say where the outcome starts to get worse, (…): NaN where the shape has no such place.

    Args:
        found: the fits.
        shape: (…) the place of the chosen shape.
        knots: (m,) of the hinges.
        worse: −1 if a lower outcome is worse, else 1.
    """
    at = found.kinks.argmin(axis=-1)
    slope = np.take_along_axis(found.slopes, at[..., None, None], axis=-2)[..., 0, :] * worse
    one = np.where((slope[..., 1] > 0) & (slope.sum(axis=-1) > 0), knots[at], np.nan)
    first, second = np.array(list(combinations(range(len(knots)), 2)) or [(0, 0)]).T
    pair = found.pairs.argmin(axis=-1)
    slopes = np.take_along_axis(found.pair_slopes, pair[..., None, None], axis=-2)[..., 0, :] * worse
    after = slopes.cumsum(axis=-1)
    late = np.where((slopes[..., 2] > 0) & (after[..., 2] > 0), knots[second[pair]], np.nan)
    two = np.where((slopes[..., 1] > 0) & (after[..., 1] > 0), knots[first[pair]], late)
    kinds = list(Shape)
    given = np.where(shape == kinds.index(Shape.KINK), one, np.nan)
    return np.where(shape == kinds.index(Shape.CURVE), two, given)
