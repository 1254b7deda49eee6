"""A search among several effects: the greatest of them is held against the greatest that chance would find.

Who looks at seven lags and shows the best finds something in unrelated figures more often than not. Here what is left
of each account without any of the effects keeps or turns its sign (the restricted wild bootstrap of Cameron, Gelbach
and Miller 2008), the whole search is done again each time, and each effect must beat the greatest of those searches
(max-T, Westfall and Young 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.panel.equations import Equations
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats

AT_ONCE = 2_000_000
FEW = 12
FEW_WEIGHTS = np.sqrt([0.5, 1.0, 1.5])


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What a search among effects found.

    Attributes:
        t: (m,) each effect over its error.
        p: (m,) chance that the greatest of all would be so great, were there none.
        draws: how many times signs were turned.
        seed: of the draws.
    """

    t: Floats
    p: Floats
    draws: int
    seed: int


def searched(
    made: Equations, tested: Sequence[str], sums: Sequence[Sequence[str]], draws: int = 999, seed: int = 0
) -> Search:
    """Search among effects, each the sum of some coefficients.

    Args:
        made: equations that have an answer.
        tested: columns that have no effect where nothing is the matter; the others keep theirs.
        sums: each effect's columns, all among those tested.
        draws: how many times signs are turned.
        seed: of the draws.

    Raises:
        ValueError: an effect has no column, or one that is not tested.
    """
    if not sums or not all(each and set(each) <= set(tested) for each in sums):
        raise ValueError(f"each effect needs columns among {', '.join(tested)}")
    total = made.total()
    bread, names = inverse(total[:-1, :-1]), list(made.terms)
    chosen = np.array([[float(name in each) for name in names] for each in sums])
    full = bread @ total[:-1, -1]
    pulls = made.scores(full) @ bread @ chosen.T
    t = _over(chosen @ full, (pulls**2).sum(axis=0))
    kept = [place for place, name in enumerate(names) if name not in tested]
    restricted = np.zeros(len(names))
    if kept:
        restricted[kept] = inverse(total[np.ix_(kept, kept)]) @ total[kept, -1]
    greatest = np.concatenate(list(_greatest(made, made.scores(restricted), bread, chosen, draws, seed)))
    beaten = (greatest[:, None] >= np.abs(t) * (1 - 1e-9)).sum(axis=0)
    return Search(t, (beaten + 1) / (draws + 1), draws, seed)


def sharpest(made: Equations, kept: Sequence[str], asked: Sequence[str], draws: int = 999, seed: int = 0) -> float:
    """Give the chance that the greatest of columns asked one at a time would be so great, were none of them at work.

    Only what the kept columns leave is looked at, and each column less what it shares with these: scores, which need no
    new fit in any draw (Kline and Santos 2012). Unlike in :func:`searched`, columns asked may follow from one another.

    Args:
        made: equations that have an answer.
        kept: columns that stay, whatever is asked; a constant always does.
        asked: the columns, each alone besides those kept.
        draws: how many times signs are turned.
        seed: of the draws.
    """
    names = list(made.terms)
    stay = [names.index(each) for each in [*names[: int(made.has_constant)], *kept]]
    ask = [names.index(each) for each in asked]
    total = made.total()[:-1]
    coefficients, shared = np.zeros(len(names)), np.zeros((len(stay), len(ask)))
    if stay:
        bread = inverse(total[np.ix_(stay, stay)])
        coefficients[stay], shared = bread @ total[stay, -1], bread @ total[np.ix_(stay, ask)]
    scores = made.scores(coefficients)
    pulls = scores[:, ask] - scores[:, stay] @ shared
    pulls = _over(pulls, (pulls**2).sum(axis=0))
    seen = np.abs(pulls.sum(axis=0)).max() * (1 - 1e-9)
    beaten = [(np.abs(signs @ pulls).max(axis=1) >= seen).sum() for signs in _turned(len(pulls), draws, seed)]
    return float(sum(beaten) + 1) / (draws + 1)


def _greatest(
    made: Equations, scores: Floats, bread: Floats, chosen: Floats, draws: int, seed: int
) -> Iterator[Floats]:
    """Give the greatest |t| of each draw, some draws at a time.

    With weight v, account g pulls by v·a − B·b, b what the draw moved all coefficients by; its squares are summed over
    accounts before b is known: Σv²a² − 2b·Σv·aB + b·ΣBBᵀ·b.
    """
    pulls, leans = scores @ bread @ chosen.T, made.bread() @ (bread @ chosen.T)  # (G, m), (G, k, m)
    crossed = (pulls[:, None, :] * leans).reshape(len(pulls), -1)
    squares = np.einsum("gim,gjm->mij", leans, leans, optimize=True)
    for weights in _turned(len(scores), draws, seed):
        moved = weights @ scores @ bread  # (B, k)
        cross = (weights @ crossed).reshape(len(weights), *leans.shape[1:])
        variance = (
            weights**2 @ pulls**2
            - 2 * np.einsum("bk,bkm->bm", moved, cross)
            + np.einsum("bi,mij,bj->bm", moved, squares, moved, optimize=True)
        )
        yield np.abs(_over(moved @ chosen.T, variance)).max(axis=1)


def _turned(clusters: int, draws: int, seed: int) -> Iterator[Floats]:
    """Draw ±1 for each account; with few accounts from six weights, so that draws differ (Webb 2014)."""
    random, some = np.random.default_rng(seed), max(1, AT_ONCE // max(1, clusters))
    for start in range(0, draws, some):
        shape = (min(some, draws - start), clusters)
        signs = np.asarray(2.0 * random.integers(2, size=shape) - 1, dtype=np.float64)
        yield signs if clusters >= FEW else np.asarray(signs * random.choice(FEW_WEIGHTS, size=shape))


def _over(values: Floats, variance: Floats) -> Floats:
    return np.asarray(values / np.sqrt(np.maximum(variance, np.finfo(float).tiny)))
