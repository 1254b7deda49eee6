"""How far off would the twin have been where nothing was changed? The doubt about an effect on one site.

Each of the others is treated as if it had been the one (Abadie, Diamond and Hainmueller 2010; Arkhangelsky and others
2021, algorithm 4). Where several were treated, each unit is left out in turn with the weights held (algorithm 3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.causal.synthetic import Synthetic, Twin, mixed
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

ASSUMES = (
    "without the change, the treated would have kept moving as their twin did",
    "nothing else came to the treated alone in the same month",
    "the others did not feel the change",
    "the treated are as noisy as the others",
)

SHARES = 21
"""Shares of the squares that may go with one over the size."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placebos:
    """What the others show where nothing was changed.

    Attributes:
        estimate: the effect with its doubt; its ``p`` is by its error.
        values: (C,) the effect found on each of the others; their gaps are ``gaps``, (C, M).
        gaps: of each of the others to its own twin, by months.
        fits: (C,) how well each one's twin fits before the change.
        rank: share of all, the treated one among them, that are as far off as it is: an exact p where it was drawn.
        ratio: the same of gaps after the change over gaps before it, which does not punish a site that is noisy.
        least: the smallest p that so many others allow.
    """

    estimate: Estimate
    values: Floats
    gaps: Floats
    fits: Floats
    rank: float
    ratio: float
    least: float


def placebos(
    found: Synthetic, others: ArrayLike, since: int, *, sizes: ArrayLike | None = None, confidence: float = 0.95
) -> Placebos | Unfit:
    """Say how sure the effect on one treated site is, by what is found on others where nothing was changed.

    Args:
        found: the effect.
        others: (C, M) the others it was found with.
        since: the place of the first month with the treatment.
        sizes: (C + 1,) how many cases a month each site has, the treated one last: small ones are noisier. How much
            of the squares goes with one over the size, from none to all, is weighed by its likelihood, and the error
            is that of a site of the treated one's size. Left out, all are taken to be alike.
        confidence: of the interval: Student's t with C − 1 degrees of freedom, of one more draw like them.
    """
    pool = np.asarray(others, dtype=np.float64)
    if len(pool) < 4:
        return Unfit(f"{len(pool)} others are too few to say how far off a twin can be", (), len(pool), len(pool))
    made = [
        mixed(np.delete(pool, each, axis=0), pool[each : each + 1], since, found.twin, found.noise)
        for each in range(len(pool))
    ]
    values, fits = np.array([each.value for each in made]), np.array([each.fit for each in made])
    floor = max(float(np.median(fits)) * 1e-3, np.finfo(float).tiny)
    spread = _spread(values, sizes)
    error = float(spread[-1])
    gaps = np.array([each.gaps for each in made])
    after = np.sqrt((np.vstack([gaps, found.gaps])[:, since:] ** 2).mean(axis=1))
    ratios = after / np.maximum(np.append(fits, found.fit), floor)
    return Placebos(
        estimate=replace(
            stated(
                found.value, error * (1 + 1 / len(pool)) ** 0.5, freedom=len(pool) - 1, count=len(pool) + 1,
                effective=len(pool) + 1, method=f"causal.placebo.{found.twin}", assumes=ASSUMES, confidence=confidence,
            ),
            error=error,
        ),
        values=values, gaps=gaps, fits=fits, rank=_as_far(np.abs(values) * _over(spread), abs(found.value)),
        ratio=_as_far(ratios[:-1], float(ratios[-1])), least=1 / (len(pool) + 1),
    )  # fmt: skip


def _spread(values: Floats, sizes: ArrayLike | None) -> Floats:
    """Give how far off a twin is of a site of each size, (C + 1,); as R's ``synthdid`` where sizes are not told.

    Raises:
        ValueError: there is not one size above 0 for every site.
    """
    if sizes is None:
        return np.full(len(values) + 1, float(values.std()))
    many = np.asarray(sizes, dtype=np.float64)
    if many.shape != (len(values) + 1,) or not (np.isfinite(many) & (many > 0)).all():
        raise ValueError("every site needs a size above nought, the treated one last")
    by = 1 / many
    squares, own = values**2, by / by.mean()
    if not squares.any():
        return np.zeros(len(by))
    shares = np.linspace(0.0, 1.0, SHARES)
    each = (1 - shares)[:, None] + shares[:, None] * own
    level = (squares / each[:, :-1]).mean(axis=1)
    height = -0.5 * (np.log(each[:, :-1]).sum(axis=1) + len(values) * np.log(level))
    weight = np.exp(height - height.max())
    return np.asarray(np.sqrt((weight * level) @ each / weight.sum()))


def _over(spread: Floats) -> Floats:
    """Say how much noisier the treated site is than each of the others."""
    return np.asarray(np.divide(spread[-1], spread[:-1], out=np.ones(len(spread) - 1), where=spread[:-1] > 0))


def _as_far(others: Floats, own: float) -> float:
    return (1 + int((others >= own * (1 - 1e-12)).sum())) / (1 + len(others))


def jackknife(
    found: Synthetic, others: ArrayLike, treated: ArrayLike, since: int, confidence: float = 0.95
) -> Estimate | Unfit:
    """Say how sure the effect on several treated units is, by leaving out each unit in turn.

    Weights are held as they are and add up to one again (Arkhangelsky and others 2021, algorithm 3).

    Args:
        found: the effect.
        others: (C, M) the others it was found with.
        treated: (N, M) the treated units.
        since: the place of the first month with the treatment.
        confidence: of the interval.
    """
    pool, own = np.asarray(others, dtype=np.float64), np.atleast_2d(np.asarray(treated, dtype=np.float64))
    if len(own) < 2 or (found.weights > 0).sum() < 2:
        return Unfit("one treated unit, or a single other, cannot be left out", (), len(pool), len(own))
    months = found.months if found.twin is not Twin.SYNTHETIC_CONTROL else np.zeros(since)
    told = np.array([
        *(_held(np.delete(pool, at, axis=0), own, np.delete(found.weights, at), months) for at in range(len(pool))),
        *(_held(pool, np.delete(own, at, axis=0), found.weights, months) for at in range(len(own))),
    ])  # fmt: skip
    count = len(told)
    error = float(np.sqrt((count - 1) / count * ((told - told.mean()) ** 2).sum()))
    return stated(
        found.value, error, freedom=max(len(own) - 1, 1), count=count, effective=len(own),
        method=f"causal.jackknife.{found.twin}", assumes=ASSUMES[:3], confidence=confidence,
    )  # fmt: skip


def _held(pool: Floats, own: Floats, weights: Floats, months: Floats) -> float:
    """Give the effect with weights as they are."""
    gaps = own.mean(axis=0) - (weights / weights.sum()) @ pool
    since = len(months)
    return float(gaps[since:].mean() - gaps[:since] @ months)
