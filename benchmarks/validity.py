"""Validity: importance of twelve figures with 500 draws of accounts, and a search among seven lags with 999.

20,000 accounts of a year. Peers do what is done without moments: a regression for every set of figures in every draw,
and every row's outcome drawn anew and fitted for every turn of signs. Both are timed on a few draws and multiplied.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import Result, cpu
from truegreen.stats.panel.equations import Way, equations
from truegreen.stats.panel.moments import Floats, of
from truegreen.stats.validity.importance import Importance, importance
from truegreen.stats.validity.search import searched

ACCOUNTS, MONTHS = 20_000, 12
FIGURES = tuple(f"figure {each}" for each in range(12))
DRAWS, TURNS, TIMED = 500, 999, 3
PROMISED = 15.0


def run(_: int) -> list[Result]:
    """Time both, and hold the first against what is promised as well."""
    random = np.random.default_rng(1)
    keys = np.repeat(np.arange(ACCOUNTS), MONTHS)
    figures = random.normal(size=(len(keys), len(FIGURES))) + random.normal(size=(len(keys), 1))
    rows = np.column_stack([figures, figures[:, 0] + random.normal(size=len(keys))])
    return [*_importance(rows, keys), _search(rows[:, [*range(7), 12]], keys)]


def _importance(rows: Floats, keys: NDArray[np.int64]) -> list[Result]:
    moments = of(rows, keys, [*FIGURES, "outcome"])
    ours = cpu(lambda: importance(moments, "outcome", FIGURES, draws=DRAWS))
    spread = equations(moments, "outcome", FIGURES, Way.WITHIN).total()
    theirs = cpu(lambda: _by_sets(spread), times=TIMED) * (DRAWS + 1)
    found = importance(moments, "outcome", FIGURES, draws=1)
    if not isinstance(found, Importance) or not np.isclose(_by_sets(spread), found.explained):
        raise AssertionError("the peer explains something else")
    task = f"importance of {len(FIGURES)} figures, {ACCOUNTS:,} accounts, {DRAWS} draws"
    return [
        Result(task, ours, "what is promised", PROMISED, limit=1.0),
        Result(task, ours, "a regression for every set of figures", theirs, limit=0.1),
    ]


def _by_sets(spread: Floats) -> float:
    """Explain the outcome by every set of figures; what all together explain."""
    explained = 0.0
    for size in range(1, len(spread)):
        for chosen in map(list, combinations(range(len(spread) - 1), size)):
            at = spread[chosen, -1]
            explained = float(at @ np.linalg.solve(spread[np.ix_(chosen, chosen)], at)) / float(spread[-1, -1])
    return explained


def _search(rows: Floats, keys: NDArray[np.int64]) -> Result:
    names = [f"{each} months ago" for each in range(rows.shape[1] - 1)]
    made = equations(of(rows, keys, [*names, "outcome"]), "outcome", names, Way.WITHIN)
    effects = [*([each] for each in names), names]
    ours = cpu(lambda: searched(made, names, effects, draws=TURNS))
    within = rows - (np.add.reduceat(rows, np.arange(0, len(rows), MONTHS)) / MONTHS)[keys]
    theirs = cpu(lambda: _turn(within, keys), times=TIMED) * TURNS
    task = f"search among {len(names)} lags, {ACCOUNTS:,} accounts, {TURNS} turns of signs"
    return Result(task, ours, "every row's outcome drawn anew", theirs, limit=0.1)


def _turn(within: Floats, keys: NDArray[np.int64]) -> Floats:
    """Turn the signs of accounts once, row by row, and give each lag's effect over its error."""
    signs = np.random.default_rng(2).choice([-1.0, 1.0], size=ACCOUNTS)
    columns, outcome = within[:, :-1], within[:, -1] * signs[keys]
    bread = np.linalg.inv(columns.T @ columns)
    slopes = bread @ (columns.T @ outcome)
    scores = np.add.reduceat(columns * (outcome - columns @ slopes)[:, None], np.arange(0, len(columns), MONTHS))
    return np.asarray(slopes / np.sqrt(((scores @ bread) ** 2).sum(axis=0)))
