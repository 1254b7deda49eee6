"""How strongly a hazard's columns should be held back: what tells held-out accounts best.

Accounts are dealt into folds whole, those with a hit first, so that each fold has as many of them as the next; the same
accounts, whatever the order of their rows, are dealt alike.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.likelihood import climbed
from truegreen.stats.panel.links import Link
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import Observed, observed

RIDGES = (1000.0, 300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ridge:
    """The ridge that tells held-out accounts best.

    Attributes:
        ridge: to be given to ``hazard``.
        losses: per ridge, from the strongest, the mean of −log chance of what happened in rows of held-out accounts;
            infinite where some fold had no answer.
        rows: behind these.
        folds: into which accounts were dealt.
        seed: of the dealing.
    """

    ridge: float
    losses: tuple[tuple[float, float], ...]
    rows: int
    folds: int
    seed: int


def chosen(
    columns: ArrayLike,
    hits: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    *,
    ridges: Sequence[float] = RIDGES,
    folds: int = 5,
    free: Collection[str] = (),
    weights: ArrayLike | None = None,
    link: Link = Link.LOGIT,
    seed: int = 1,
) -> Ridge | Unfit:
    """Choose the ridge under which accounts that were not learnt from are told best, or say why none can be chosen.

    Args:
        columns: (N, k) as ``hazard`` takes them.
        hits: (N,) 1 in the month of the decision.
        clusters: (N,) the account.
        names: of the k columns.
        ridges: among which to choose; of two that tell equally well the stronger is taken.
        folds: how many; fewer where fewer accounts have a hit.
        free: columns that are not held back.
        weights: (N,) how often each row counts.
        link: how the score becomes a chance.
        seed: of the dealing of accounts.

    Raises:
        ValueError: as ``hazard``; or there are no ridges, one is negative, or fewer than two folds.
    """
    if not ridges or min(ridges) < 0 or folds < 2:
        raise ValueError(f"ridges are not negative, folds at least two: {list(ridges)}, {folds}")
    rows, _ = observed(columns, hits, clusters, names, weights=weights, ridge=1.0, free=free, link=link)
    count = len(rows.hits)
    with_hit = np.bincount(rows.codes, weights=rows.hits, minlength=len(rows.clusters)) > 0
    if with_hit.sum() < 2 or (rows.hits == 1).all():
        return Unfit(f"{with_hit.sum()} accounts with a hit are too few to hold some out", (), count, len(with_hit))
    if not (rows.spread > 0).all():
        flat = [name for name, spread in zip(names, rows.spread, strict=True) if not spread > 0]
        return Unfit(f"{', '.join(flat)}: no spread", tuple(flat), count, len(with_hit))
    folds = min(folds, int(with_hit.sum()))
    fold = dealt(with_hit, folds, seed)[rows.codes]
    strongest_first = sorted(set(map(float, ridges)), reverse=True)
    losses = np.sum([_losses(rows, fold == each, strongest_first) for each in range(folds)], axis=0)
    mean = losses / (count if rows.weights is None else rows.weights.sum())
    if not np.isfinite(mean).any():
        return Unfit("no ridge has an answer in every fold", (), count, len(with_hit))
    told = tuple(zip(strongest_first, mean.tolist(), strict=True))
    return Ridge(ridge=strongest_first[int(np.argmin(mean))], losses=told, rows=count, folds=folds, seed=seed)


def dealt(marked: NDArray[np.bool_], folds: int, seed: int = 1) -> NDArray[np.intp]:
    """Give each account's fold, (G,): marked ones are dealt first, so that folds have equally many of both.

    >>> sorted(dealt(np.array([True, False, True, False]), 2).tolist())
    [0, 0, 1, 1]
    """
    shuffled = np.random.default_rng(seed).permutation(len(marked))
    order = shuffled[np.argsort(~marked[shuffled], kind="stable")]
    fold = np.empty(len(marked), dtype=np.intp)
    fold[order] = np.arange(len(marked)) % folds
    return fold


def _losses(rows: Observed, held_out: NDArray[np.bool_], ridges: Sequence[float]) -> Floats:
    """Sum −log chance of what happened in held-out rows, per ridge; each climb begins where the last one ended."""
    learnt, tested = rows.take(~held_out).kept(), rows.take(held_out)
    losses, start = np.full(len(ridges), np.inf), None
    for place, ridge in enumerate(ridges):
        top = climbed(replace(learnt, ridge=np.where(rows.ridge > 0, ridge, 0.0)), start)
        if not isinstance(top, int):
            start = top[0].at
            losses[place] = -sum(float(block.height.sum()) for block in tested.blocks(start))
    return losses
