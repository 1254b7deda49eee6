"""Models: the champion and its challengers, each learnt from rows of the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

import numpy as np

from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.learnt import Bends, Learnt, Told, by_feature, straight
from truegreen.signals.warning.rows import UNKNOWN, Design, Floats, Places, Rows, design, has_fewer
from truegreen.stats.hazard.discrete import hazard
from truegreen.stats.hazard.ridge import Ridge, chosen
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors

FOLDS: Final = 5
RIDGES: Final = (10000.0, 3000.0, 1000.0, 300.0, 100.0, 30.0, 10.0)
STRONG_RIDGES: Final = (10000.0, 1000.0, 300.0, 100.0)
"""For the many columns of a bent hazard."""
LEAST: Final = 8
"""Accounts that decided, below which nothing is learnt."""
NEAR: Final = ("renewal in 2 to 3 months",)
"""What counts as near a renewal: who gives notice in time for it decides about now."""
BENT_FROM: Final = 12
"""Different values from which on a column may be bent."""


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """What is learnt from.

    Attributes:
        listed: the features, as known at the time.
        rows: account-months.
        hits: (N,) whether a decision followed within the horizon.
        ridge: how strongly columns are held back; None to choose it anew.
        seed: of the folds.
        with_doubt: whether the errors of scores are asked for, which takes longer.
    """

    listed: Sequence[Feature]
    rows: Rows
    hits: Floats
    ridge: float | None = None
    seed: int = 1
    with_doubt: bool = False


Learner: TypeAlias = Callable[[Past], "tuple[Learnt, float] | Unfit"]
"""Learns from the past; gives the model and the ridge it was held back by, or why nothing can be learnt."""


def champion(past: Past) -> tuple[Learnt, float] | Unfit:
    """Learn a discrete-time hazard: each column moves the log odds straight on."""
    made = design(past.listed, past.rows)
    return _hazard(past, made, straight(made))


def alone(feature: str, past: Past) -> tuple[Learnt, float] | Unfit:
    """Learn a hazard from a single feature."""
    return champion(replace(past, listed=[each for each in past.listed if each.id == feature]))


def bent(past: Past) -> tuple[Learnt, float] | Unfit:
    """Learn a hazard whose columns may bend at their middle, and count for more where a renewal is near."""
    made = design(past.listed, past.rows)
    return _hazard(past, made, _bends(made, made.columns(past.listed, past.rows)), STRONG_RIDGES)


def _hazard(past: Past, made: Design, bends: Bends, ridges: Sequence[float] = RIDGES) -> tuple[Learnt, float] | Unfit:
    few = too_few(past)
    if few:
        return few
    columns = bends.bent(made.columns(past.listed, past.rows))
    if not columns.shape[1]:
        return Unfit("no feature differs between accounts", (), len(past.rows), 0)
    ridge = past.ridge
    if ridge is None:
        best = chosen(columns, past.hits, past.rows.account, bends.names, ridges=ridges, folds=FOLDS, seed=past.seed)
        if not isinstance(best, Ridge):
            return best
        ridge = best.ridge
    errors = None if past.with_doubt else Errors.CLASSICAL
    fit = hazard(columns, past.hits, past.rows.account, bends.names, ridge=ridge, errors=errors)
    return fit if isinstance(fit, Unfit) else (Told(made, bends, fit), ridge)


def too_few(past: Past) -> Unfit | None:
    """Say why nothing can be learnt from so few decisions; None where something can."""
    decided = len(np.unique(past.rows.account[past.hits == 1]))
    if decided >= LEAST:
        return None
    return Unfit(f"{decided} accounts that decided are too few to learn from", (), len(past.rows), decided)


def _bends(made: Design, columns: Floats) -> Bends:
    """Bend what takes many values, and let it count for more, or less, where a renewal is near."""
    plain = [at for at, name in enumerate(made.names)
             if not name.endswith(UNKNOWN) and not has_fewer(columns[:, at], BENT_FROM)]  # fmt: skip
    middles = {at: float(np.median(columns[:, at])) for at in plain}
    moved = [at for at in plain if np.ptp(np.maximum(columns[:, at] - middles[at], 0)) > 0]
    near = [at for at, name in enumerate(made.names) if name in NEAR]
    crossed = [(at, other) for at in plain for other in near]
    names = (
        *made.names,
        *(f"{made.names[at]} above {middles[at]:.3g}" for at in moved),
        *(f"{made.names[at]} × {made.names[other]}" for at, other in crossed),
    )
    of = np.concatenate([made.of, made.of[moved], made.of[[at for at, _ in crossed]]]).astype(np.intp)
    pairs: Places = np.array(crossed, dtype=np.intp).reshape(-1, 2)
    knots = np.array([middles[at] for at in moved])
    return Bends(names, of, knots, np.array(moved, dtype=np.intp), pairs, columns.mean(axis=0))


def has_trees() -> bool:
    """Say whether LightGBM is there."""
    return find_spec("lightgbm") is not None


def trees(past: Past) -> tuple[Learnt, float] | Unfit:
    """Learn boosted trees (LightGBM), on one thread and without chance.

    Raises:
        ModuleNotFoundError: LightGBM is not installed.
    """
    lightgbm = import_module("lightgbm")
    few = too_few(past)
    if few:
        return few
    made = design(past.listed, past.rows)
    settings = {
        "objective": "binary", "num_leaves": 7, "learning_rate": 0.05, "min_data_in_leaf": 50, "lambda_l2": 10.0,
        "feature_fraction": 0.8, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbosity": -1,
        "seed": past.seed,
    }  # fmt: skip
    table = lightgbm.Dataset(made.columns(past.listed, past.rows), past.hits)
    return Grown(made, lightgbm.train(settings, table, num_boost_round=120)), 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Grown:
    """Boosted trees over the columns of a design."""

    design: Design
    trees: Any

    @property
    def features(self) -> tuple[str, ...]:
        """Name the features."""
        return self.design.features

    def score(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the log odds of deciding within the horizon, (N,)."""
        return np.asarray(self.trees.predict(self.design.columns(listed, rows), raw_score=True), dtype=np.float64)

    def pulls(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Say what each feature brings to the score, against the mean of these rows, (N, F)."""
        told = np.asarray(self.trees.predict(self.design.columns(listed, rows), pred_contrib=True))[:, :-1]
        return by_feature(told - told.mean(axis=0), self.design.of, len(self.features))

    def doubt(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Say that nobody knows the error of the score."""
        return np.full(len(rows), np.nan)
