"""What columns lead one to expect of a row, found without its own cluster: its outcome, its chance of being treated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.causal.overlap import Marks
from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.ridge import dealt
from truegreen.stats.panel import moments
from truegreen.stats.panel.equations import CONSTANT, Unfit, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.links import chance_of
from truegreen.stats.panel.logit import logit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.regression import regression

Codes = NDArray[np.intp]
OUTCOME = "(outcome)"


@dataclass(frozen=True, slots=True)
class Folds:
    """Into how many parts clusters are split, and the seed that decides where each goes."""

    count: int = 5
    seed: int = 0


FOLDS = Folds()
Found = Callable[[Floats], Floats]
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be expected, and how.

    Attributes:
        names: of the columns.
        logistic: whether outcomes are 0 or 1 and expected by a logistic regression.
        both: whether outcomes with the treatment are wanted too, or only without.
    """

    names: tuple[str, ...]
    logistic: bool
    both: bool


def expected_chance(columns: Floats, treated: Marks, codes: Codes, wanted: Wanted, folds: Folds) -> Floats | Unfit:
    """Give each row's chance of being treated, (N,), found without its fold; or why there is none.

    Args:
        columns: (N, k).
        treated: (N,).
        codes: (N,) each row's cluster.
        wanted: the columns' names.
        folds: into which clusters are split; a single one finds it with the row itself.
    """
    hits = treated.astype(np.float64)
    return _without_own(columns, np.ones(len(hits), dtype=np.bool_), treated, codes, folds,
                        lambda some: _by_odds(columns, hits, codes, some, wanted.names, "treated"))  # fmt: skip


def expected(
    outcome: Floats, treated: Marks, columns: Floats, codes: Codes, wanted: Wanted, folds: Folds, *, of: bool
) -> Floats | Unfit:
    """Give what is expected of each row, (N,), had it been treated or not, found without its fold; or why not.

    Args:
        outcome: (N,).
        treated: (N,).
        columns: (N, k).
        codes: (N,) each row's cluster.
        wanted: the columns' names, and how the outcome is expected.
        folds: into which clusters are split.
        of: whether with the treatment, or without it.
    """
    way = _by_odds if wanted.logistic else _by_line
    return _without_own(columns, treated == of, treated, codes, folds,
                        lambda some: way(columns, outcome, codes, some, wanted.names, OUTCOME))  # fmt: skip


def _without_own(
    columns: Floats,
    side: Marks,
    treated: Marks,
    codes: Codes,
    folds: Folds,
    fit: Callable[[Marks], Found | Unfit],
) -> Floats | Unfit:
    """Find each fold's expectations by the rows of the side that are in the other folds."""
    fold, found = split(codes, treated, folds), np.empty(len(columns))
    for each in range(folds.count):
        own = fold == each
        made = fit(side & (~own if folds.count > 1 else own))
        if isinstance(made, Unfit):
            return made
        found[own] = made(columns[own])
    return found


def split(codes: Codes, treated: Marks, folds: Folds) -> Codes:
    """Give each row's fold, (N,): whole clusters, drawn so that treated ones are spread evenly."""
    count = int(codes.max()) + 1 if len(codes) else 0
    with_it = np.bincount(codes, weights=treated, minlength=count) > 0
    return dealt(with_it, folds.count, folds.seed)[codes]


def _by_line(columns: Floats, outcome: Floats, codes: Codes, some: Marks, names: Names, what: str) -> Found | Unfit:
    told = _flat(outcome[some])
    if told is not None or not names:
        return _always(told if told is not None else float(outcome[some].mean()))
    rows = np.column_stack([columns[some], outcome[some]])
    made = regression(moments.of(rows, codes[some], (*names, what)), what, names, Way.POOLED, Errors.CR1)
    return made if isinstance(made, Unfit) else _line(made.estimates, names)


def _by_odds(columns: Floats, hits: Floats, codes: Codes, some: Marks, names: Names, what: str) -> Found | Unfit:
    told = _flat(hits[some])
    if told is not None or not names:
        return _always(told if told is not None else float(hits[some].mean()))
    made = logit(columns[some], hits[some], codes[some], names, what, Errors.CR1)
    if isinstance(made, Unfit):
        return made
    odds = _line(made.estimates, names)
    return lambda each: chance_of(odds(each))


def _flat(values: Floats) -> float | None:
    """Give the one value that all rows have; None where they differ."""
    return float(values[0]) if len(values) and bool((values == values[0]).all()) else None


def _always(value: float) -> Found:
    return lambda each: np.full(len(each), value)


def _line(estimates: Mapping[str, Estimate], names: tuple[str, ...]) -> Found:
    slopes = np.array([estimates[name].value for name in names])
    start = estimates[CONSTANT].value
    return lambda each: start + each @ slopes
