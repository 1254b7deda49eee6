"""What a change did to those who had it, beside others like them: doubly robust, and only where there are any.

Augmented inverse-probability weighting (Robins, Rotnitzky and Zhao 1994) with chances and expectations of rows found
without their own cluster (cross-fitting, Chernozhukov and others 2018), and weights that sum to one on each side. It is
right where either the chances of being treated or the expectations are; where treated rows have no like, it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.causal.influence import by_cluster, codes_of, two_sided_worth
from truegreen.stats.causal.nuisance import FOLDS, Folds, Wanted, expected, expected_chance
from truegreen.stats.causal.overlap import Marks, Overlap, kept, overlap
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

LEAST = 20
"""Treated rows, and rows that the controls must be worth."""
COVERED = 0.5
"""Of the treated, the share that must have their like among the others."""
ASSUMES = (
    "nothing that goes with both being treated and the outcome is missing from the columns",
    "either the chances of being treated or the expected outcomes are modelled rightly",
    "clusters are independent of each other",
)


class Target(StrEnum):
    """Whose effect is asked for: of those who were treated, or of everybody."""

    TREATED = "treated"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """What a change did, beside others who are alike.

    Attributes:
        target: whose effect it is.
        estimate: the effect; None where there is not enough overlap, or no model.
        because: why there is none, without a full stop.
        naive: treated less untreated, as they are, those without their like included.
        mean: of the treated (or of all, had they been treated), among the rows kept; NaN without an estimate.
        overlap: how far the two sides are alike; None without chances of being treated.
        folds: into how many the clusters were split.
        incomplete: rows left out because something was missing.
    """

    target: Target
    estimate: Estimate | None
    because: str
    naive: Estimate | None
    mean: float
    overlap: Overlap | None
    folds: int
    incomplete: int


def adjusted(
    outcome: ArrayLike,
    treated: ArrayLike,
    columns: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    target: Target = Target.TREATED,
    *,
    logistic: bool = False,
    folds: Folds = FOLDS,
    trim: float = 0.05,
    confidence: float = 0.95,
) -> Adjusted:
    """Say what a change did, beside others who are alike; or why that cannot be said.

    Args:
        outcome: (N,) of rows; NaN says nothing, and leaves its row out.
        treated: (N,) 0 or 1.
        columns: (N, k) what was so before the treatment and may go with both.
        clusters: (N,) each row's key; a cluster is never split between folds.
        names: of the k columns.
        target: whose effect is asked for.
        logistic: whether the outcome is 0 or 1 and is to be expected by a logistic regression.
        folds: into how many clusters are split; 1 means that expectations of rows are found with them.
        trim: rows whose chance of being treated is nearer to 0 or 1 are left out; 0 keeps all.
        confidence: of the interval.

    Raises:
        ValueError: shapes differ, a treatment is neither 0 nor 1, or there are fewer than one fold.
    """
    rows, incomplete = _rows(outcome, treated, columns, clusters, names)
    naive = _naive(rows, confidence)
    wanted = Wanted(tuple(names), logistic=logistic, both=target is Target.ALL)

    def told(because: str, seen: Overlap | None = None) -> Adjusted:
        return Adjusted(
            target=target, estimate=None, because=because, naive=naive, mean=float("nan"), overlap=seen,
            folds=folds.count, incomplete=incomplete,
        )  # fmt: skip

    if folds.count < 1 or not 0 <= trim < 0.5:
        raise ValueError(f"{folds.count} folds with rows left out below {trim:g} make no sense")
    if min(int(rows.treated.sum()), int((~rows.treated).sum())) < LEAST:
        return told(f"{int(rows.treated.sum())} treated and {int((~rows.treated).sum())} others are too few")
    chance = expected_chance(rows.columns, rows.treated, rows.codes, wanted, Folds(1))
    if isinstance(chance, Unfit):
        return told(f"not enough overlap: {chance.because}")
    seen = overlap(rows.columns, rows.treated, chance, trim, tuple(names), all_rows=wanted.both)
    thin = _too_thin(seen, target)
    if thin:
        return told(thin, seen)
    rows = rows.only(kept(chance, trim))
    fitted = _expectations(rows, wanted, folds)
    if isinstance(fitted, Unfit):
        return told(fitted.because, seen)
    estimate, mean = _effect(rows, *fitted, target, confidence, folds.seed)
    return Adjusted(
        target=target, estimate=estimate, because="", naive=naive, mean=mean, overlap=seen, folds=folds.count,
        incomplete=incomplete,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    outcome: Floats
    treated: Marks
    columns: Floats
    codes: NDArray[np.intp]

    def only(self, chosen: Marks) -> _Rows:
        return _Rows(self.outcome[chosen], self.treated[chosen], self.columns[chosen], self.codes[chosen])


def _rows(outcome: Any, treated: Any, columns: Any, clusters: Any, names: Sequence[str]) -> tuple[_Rows, int]:
    """Read the rows, and count those left out.

    Raises:
        ValueError: shapes differ, a treatment is neither 0 nor 1, or a figure is infinite.
    """
    y, d = np.asarray(outcome, dtype=np.float64), np.asarray(treated, dtype=np.float64)
    x, keys = np.asarray(columns, dtype=np.float64), np.asarray(clusters)
    if not (y.ndim == 1 and d.shape == y.shape == keys.shape and x.shape == (len(y), len(names))):
        raise ValueError(f"{len(names)} columns, outcomes, treatments and keys do not fit together")
    known = ~(np.isnan(y) | np.isnan(d) | np.isnan(x).any(axis=1))
    if np.isinf(y).any() or np.isinf(x).any() or not np.isin(d[known], (0, 1)).all():
        raise ValueError("a figure is infinite, or a treatment neither 0 nor 1")
    return _Rows(y[known], d[known] == 1, x[known], codes_of(keys[known])[1]), int((~known).sum())


def _too_thin(seen: Overlap, target: Target) -> str:
    """Say why there is not enough overlap; empty where there is."""
    if seen.treated_kept < COVERED * seen.treated:
        return f"not enough overlap: {seen.treated_kept:,} of {seen.treated:,} treated are like others"
    if target is Target.ALL and seen.controls_kept < COVERED * seen.controls:
        return (
            f"not enough overlap: {seen.controls_kept:,} of {seen.controls:,} others have their like among the treated"
        )
    if min(seen.treated_kept, seen.worth_kept) < LEAST:
        return f"not enough overlap: {seen.treated_kept:,} treated, beside others who are worth {seen.worth_kept:.0f}"
    return ""


def _expectations(rows: _Rows, wanted: Wanted, folds: Folds) -> tuple[Floats, Floats, Floats] | Unfit:
    """Give each row's chance of being treated, and what is expected of it untreated and treated, without its fold."""
    chance = expected_chance(rows.columns, rows.treated, rows.codes, wanted, folds)
    if isinstance(chance, Unfit):
        return chance
    without = expected(rows.outcome, rows.treated, rows.columns, rows.codes, wanted, folds, of=False)
    if isinstance(without, Unfit):
        return without
    if not wanted.both:
        return chance, without, rows.outcome
    having = expected(rows.outcome, rows.treated, rows.columns, rows.codes, wanted, folds, of=True)
    return having if isinstance(having, Unfit) else (chance, without, having)


def _effect(
    rows: _Rows, chance: Floats, without: Floats, having: Floats, target: Target, confidence: float, seed: int
) -> tuple[Estimate, float]:
    """Give the effect, and the mean that it is held against."""
    inside = np.clip(chance, 1e-6, 1 - 1e-6)
    if target is Target.TREATED:
        mean, drawn = _mean(rows.outcome, rows.treated.astype(float))
        base, base_drawn = _mean(without, rows.treated.astype(float))
        left, left_drawn = _mean(rows.outcome - without, np.where(rows.treated, 0.0, inside / (1 - inside)))
        value, influence = mean - base - left, drawn - base_drawn - left_drawn
    else:
        every = np.ones(len(inside))
        gap, gap_drawn = _mean(having - without, every)
        up, up_drawn = _mean(rows.outcome - having, np.where(rows.treated, 1 / inside, 0.0))
        down, down_drawn = _mean(rows.outcome - without, np.where(rows.treated, 0.0, 1 / (1 - inside)))
        value, influence, mean = gap + up - down, gap_drawn + up_drawn - down_drawn, float(having.mean()) + up
    return _stated(rows, value, influence, f"causal.adjusted.{target}", confidence, seed), mean


def _mean(values: Floats, weight: Floats) -> tuple[float, Floats]:
    """Give a weighted mean, and what each row draws on it."""
    total = float(weight.sum())
    mean = float(weight @ values) / total
    return mean, weight * (values - mean) / total


def _naive(rows: _Rows, confidence: float) -> Estimate | None:
    """Give the difference of means as it is; None where a side is empty."""
    if not rows.treated.any() or rows.treated.all():
        return None
    own, drawn = _mean(rows.outcome, rows.treated.astype(float))
    others, others_drawn = _mean(rows.outcome, (~rows.treated).astype(float))
    return _stated(rows, own - others, drawn - others_drawn, "causal.naive", confidence, None)


def _stated(rows: _Rows, value: float, influence: Floats, method: str, confidence: float, seed: int | None) -> Estimate:
    sums = by_cluster(influence, rows.codes)[:, 0]
    sides = [len(np.unique(rows.codes[side])) for side in (rows.treated, ~rows.treated)]
    clusters = len(np.unique(rows.codes))
    rests_on = min(two_sided_worth(*sides), clusters)
    return stated(
        value,
        float(np.sqrt((sums @ sums) * clusters / max(clusters - 1, 1))),
        freedom=max(rests_on - 1, 1.0),
        count=len(rows.outcome),
        effective=rests_on,
        method=method,
        assumes=ASSUMES if seed is not None else (ASSUMES[-1],),
        confidence=confidence,
        seed=seed,
    )
