"""Lists that hold their promise: of what is on one, no more than the promised share is expected to be wrong.

A piece goes on a list by its own chance of being wrong, surest first, as long as the mean of these chances stays within
the promise (``stats.discoveries.listed``). The surest ones leave room for unsure ones; nobody should say
those aloud, so that a piece whose own chance of being wrong is above ``DOUBTFUL`` stays off the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.truth import Kind, Listed
from truegreen.readings.grid import Grid
from truegreen.signals.truth.beliefs import Beliefs
from truegreen.signals.truth.luck import LUCK
from truegreen.signals.truth.pieces import GREEN, RED, Floats, Pieces, Yes
from truegreen.stats.discoveries import benjamini_hochberg, listed
from truegreen.stats.exact import share_tail
from truegreen.stats.intervals import z_of

COIN: Final = 0.5
"""A green contract that work at its target would have more often than not says nothing of how fast the work is, nor
does a red one that chance explains (``LUCK``): it is no inverse."""
DOUBTFUL: Final = 0.3
SURE: Final = 0.9
MOST: Final = 100_000
SIDES: Final[Mapping[Kind, tuple[int, str]]] = {
    Kind.WATERMELON: (GREEN, "red"),
    Kind.INVERSE: (RED, "content"),
    Kind.TRUE_GREEN: (GREEN, "even_so"),
    Kind.TRUE_RED: (RED, "red"),
}
"""What the contract is, and which chance of ``Beliefs`` says that the kind is right."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lists:
    """Which pieces are on which list.

    Attributes:
        kinds: per piece, its kind; those not asked for, not judged or not told are ``CANNOT_TELL``.
        listed: one per kind.
    """

    kinds: list[Kind]
    listed: tuple[Listed, ...]


def lists(pieces: Pieces, found: Beliefs, asked: Yes, promise: float) -> Lists:
    """Put pieces on the lists of their kinds.

    Args:
        pieces: all of them.
        found: what is believed of them.
        asked: the pieces to list; the others only helped to learn.
        promise: share of false entries that each list may hold.
    """
    kinds = [Kind.CANNOT_TELL] * pieces.grid.size
    told: list[Listed] = []
    for kind, (side, chance) in SIDES.items():
        right: Floats = getattr(found, chance)
        candidates = asked & (pieces.contract == side) & np.isfinite(right)
        if kind is not Kind.TRUE_RED:
            candidates &= ~(pieces.luck > (LUCK if kind is Kind.INVERSE else COIN))
        places = np.flatnonzero(candidates)
        on = places[within(right[places], promise)]
        for place in on:
            kinds[place] = kind
        told.append(_listed(kind, right[places], right[on], by_exact_test(pieces, places, chance, promise).size))
    rest = asked & (pieces.contract > 0) & np.isfinite(found.red)
    rest &= np.array([kind is Kind.CANNOT_TELL for kind in kinds], dtype=np.bool_)
    return Lists(kinds=kinds, listed=(*told, _untold(pieces, found, rest)))


def within(right: Floats, promise: float) -> NDArray[np.intp]:
    """Say which go on a list, by each one's chance of being right; the surest first."""
    on = listed(right, promise).indices
    return on[1 - right[on] <= DOUBTFUL]


def _listed(kind: Kind, right: Floats, on: Floats, doubter: int) -> Listed:
    return Listed(
        kind=kind,
        candidates=right.size,
        cells=on.size,
        wrong=float((1 - on).sum()),
        doubter=doubter,
    )


def by_exact_test(pieces: Pieces, places: NDArray[np.intp], chance: str, promise: float) -> NDArray[np.intp]:
    """Give what is left of some pieces if only the answers of the month count.

    Exact one-sided p of each, and Benjamini and Hochberg's (1995) control of false discoveries.
    """
    hits, of = (pieces.of(partial(_answers, part))[places] for part in ("hits", "of"))
    bound = np.clip((pieces.line if chance == "red" else pieces.target)[places], 0, 1)
    levels = (each.counted[each.level] for each in pieces.grids)
    shares = np.array([each.question.formula.unit == "share" for each in levels], dtype=np.bool_)
    some = (of > 0) & shares[pieces.grid[places]] if shares.size else of > 0
    low = pieces.higher[places] == (chance == "red")
    counts, rows = np.where(some, hits, 0.0), np.where(some, of, 0.0)
    tails = [share_tail(counts, rows, bound, above=above) for above in (False, True)]
    p = np.where(some, np.where(low, *tails), 1.0)
    return places[benjamini_hochberg(p) <= promise]


def _answers(part: str, grid: Grid) -> Floats:
    return np.asarray(getattr(grid.counted[grid.level], part), dtype=np.float64)


def _untold(pieces: Pieces, found: Beliefs, rest: Yes) -> Listed:
    """Count the pieces that nobody can tell yet; between red line and target no number of answers would."""
    wanted = [_wanted(*each) for each in zip(found.value[rest], found.low[rest], found.high[rest],
                                             pieces.line[rest], pieces.target[rest], strict=True)]  # fmt: skip
    helped = [each for each in wanted if each is not None]
    return Listed(
        kind=Kind.CANNOT_TELL,
        candidates=int(rest.sum()),
        cells=int(rest.sum()),
        wrong=0.0,
        wanted=round(float(np.median(helped))) if helped else None,
    )


def _wanted(value: float, low: float, high: float, line: float, target: float) -> int | None:
    """Give how many more answers a share needs to be told from the nearer level, if it is what it seems to be."""
    if not (0 < low < high < 1 and 0 < value < 1) or min(line, target) <= value <= max(line, target):
        return None
    odds = [float(np.log(each / (1 - each))) for each in (low, high, value)]
    nearest = min((each for each in (line, target) if 0 < each < 1), key=lambda each: abs(each - value), default=None)
    if nearest is None:
        return None
    precision = (2 * z_of(0.95) / (odds[1] - odds[0])) ** 2
    far = odds[2] - float(np.log(nearest / (1 - nearest)))
    needed = (z_of(2 * SURE - 1) / far) ** 2 if far else np.inf
    more = (needed - precision) / (value * (1 - value))
    return None if more > MOST else max(1, round(more))
