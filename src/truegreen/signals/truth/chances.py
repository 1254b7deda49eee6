"""How likely each piece of work is red, or content: for everybody, and for the case that content customers answer more.

Content customers who are keener to answer lift every share. That only hides red, so that a watermelon stays one; but
work is called truly green too easily. Few surveys can exclude that they are a quarter keener; work that is well above
its target is truly green even so.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from typing import Final

import numpy as np

from truegreen.signals.truth.pieces import Floats, Pieces, Yes
from truegreen.stats.intervals import z_of
from truegreen.stats.shrinkage.choice import choose
from truegreen.stats.shrinkage.joint import Joint
from truegreen.stats.shrinkage.signal import Kind, level, natural

ASKED: Final = "feedback"
"""The facts of customers who were asked: those who stay silent are not in them."""
KEENER: Final = 1.25
"""How much more often content customers may answer than others, and work is still called truly green."""
_EDGE: Final = 1e-6
_HALVINGS: Final = 20


def chances(found: Joint, pieces: Pieces, own: Yes) -> Floats:
    """Give the most likely value of pieces with its interval, and the chances to be red, content, and content even so.

    Args:
        found: the levels of all signals of the pieces; the first is asked about.
        pieces: all pieces.
        own: those that were inferred.

    Returns:
        (6, pieces inferred): value, low and high in the level's unit; chances from 0 to 1.
    """
    mean, error = found.means[:, 0], found.errors[:, 0]
    half = z_of(0.95) * error
    kind = found.kinds[0]
    higher = pieces.higher[own]
    line, target = (_chance_below(kind, mean, error, each[own]) for each in (pieces.line, pieces.target))
    flattered = mean - np.where(higher, 1, -1) * _flattery(pieces, own, kind)
    even_so = _chance_below(kind, flattered, error, pieces.target[own])
    return np.stack([
        natural(kind, mean), natural(kind, mean - half), natural(kind, mean + half),
        np.where(higher, line, 1 - line), np.where(higher, 1 - target, target), np.where(higher, 1 - even_so, even_so),
    ])  # fmt: skip


def chances_alone(hits: Floats, of: Floats, pieces: Pieces, own: Yes) -> Floats:
    """Give what ``chances`` does where the month's answers are all that is known of pieces, and the level is a share.

    The spread of true shares is then a beta curve, or whatever shape the counts show where that is none
    (``stats.shrinkage.choice``), and need not be one hump.

    Args:
        hits: content customers of each piece that is inferred.
        of: those who answered.
        pieces: all pieces.
        own: those that are inferred.
    """
    prior = choose(hits, of).prior
    higher = pieces.higher[own]

    def below(bound: Floats) -> Floats:
        return prior.below(np.clip(bound, _EDGE, 1 - _EDGE), hits, of)

    line, target = below(pieces.line[own]), below(pieces.target[own])
    odds = level(Kind.SHARE, np.clip(pieces.target[own], _EDGE, 1 - _EDGE))
    even_so = below(natural(Kind.SHARE, odds + np.where(higher, 1, -1) * _flattery(pieces, own, Kind.SHARE)))
    ends = [_quantile(below, chance, of.shape) for chance in (0.025, 0.975)]
    return np.stack([
        prior.means(hits, of), *ends,
        np.where(higher, line, 1 - line), np.where(higher, 1 - target, target), np.where(higher, 1 - even_so, even_so),
    ])  # fmt: skip


def _quantile(below: Callable[[Floats], Floats], chance: float, shape: tuple[int, ...]) -> Floats:
    """Give the share that each piece's true one lies below with a chance, by halving."""
    low, high = np.zeros(shape), np.ones(shape)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        less = below(middle) < chance
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    return np.asarray((low + high) / 2)


def _flattery(pieces: Pieces, own: Yes, kind: Kind) -> float:
    """Give by how much answers are too good if content customers are keener to answer; nothing where all are counted.

    Of those who answer, the odds of being content are then ``KEENER`` times those of all. A mean score is too high by
    half of its logarithm in standard deviations of a customer, which is what that comes to for a share of one half.
    """
    grid = pieces.grids[pieces.grid[own][0]]
    counted = grid.counted[grid.level]
    if ASKED not in counted.question.formula.variant.tables:
        return 0.0
    return log(KEENER) * (1.0 if kind is Kind.SHARE else sqrt(counted.variance or 0.0) / 2)


def _chance_below(kind: Kind, mean: Floats, error: Floats, bound: Floats) -> Floats:
    from scipy.special import ndtr

    inside = np.clip(bound, _EDGE, 1 - _EDGE) if kind is Kind.SHARE else bound
    return np.asarray(ndtr((level(kind, inside) - mean) / np.maximum(error, 1e-12)))
