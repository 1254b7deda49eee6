"""Logistic regression: the chance that a case is answered, invited or satisfied, from what is known of every case.

Newton steps on columns of mean 0 and standard deviation 1, with a ridge of 1 on each slope's square, and none on the
constant: a type of case that never answers then has a small chance, not none, and columns that say the same share what
they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.moments import Floats

RIDGE = 1.0
STEPS = 50
CLOSE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Chances of something by case.

    Attributes:
        values: (N,) each case's.
        names: (k,) of the columns, the constant first.
        coefficients: (k,) log-odds for a standard deviation more.
        ridge: that held the slopes back.
        settled: whether the fit came to rest.
    """

    values: Floats
    names: tuple[str, ...]
    coefficients: Floats
    ridge: float
    settled: bool


def design(numbers: Mapping[str, ArrayLike], kinds: Mapping[str, ArrayLike]) -> tuple[Floats, tuple[str, ...]]:
    """Give the columns of a regression, (N, k) of mean 0 and deviation 1 after a constant, and their names.

    Args:
        numbers: per attribute, (N,) its figure; where it is NaN the mean stands, and a column says so.
        kinds: per attribute, (N,) its kind; each kind but the most frequent becomes a column.

    Raises:
        ValueError: attributes are not of the same length, or there are none.
    """
    columns: dict[str, Floats] = {}
    for name, values in numbers.items():
        columns |= _of_numbers(name, np.asarray(values, dtype=np.float64))
    for name, labels in kinds.items():
        columns |= _of_kinds(name, np.asarray(labels))
    sizes = {len(np.asarray(each)) for each in [*numbers.values(), *kinds.values()]}
    if len(sizes) != 1:
        raise ValueError(f"attributes of cases are all of one length, not {sorted(sizes)}")
    kept = {name: (each - each.mean()) / each.std() for name, each in columns.items() if len(each) and each.std() > 0}
    table = np.column_stack([np.ones(sizes.pop()), *kept.values()])
    return table, ("(constant)", *kept)


def chances(happened: ArrayLike, table: Floats, names: tuple[str, ...], among: ArrayLike | None = None) -> Chances:
    """Give each case's chance of something, fitted among some cases and said of all.

    Args:
        happened: (N,) whether it did; not looked at where ``among`` is false.
        table: (N, k) columns, the constant first, as of :func:`design`.
        names: of the columns.
        among: (N,) the cases to learn from; all if left out.

    Raises:
        ValueError: shapes differ, or there is no case to learn from.
    """
    outcome = np.asarray(happened, dtype=np.float64)
    chosen = np.ones(len(outcome), dtype=bool) if among is None else np.asarray(among, dtype=bool)
    if outcome.shape != (len(table),) or chosen.shape != outcome.shape or not chosen.any():
        raise ValueError("each case needs its outcome, and there must be cases to learn from")
    coefficients, settled = _fitted(table[chosen], outcome[chosen])
    return Chances(_logistic(table @ coefficients), names, coefficients, RIDGE, settled)


def _fitted(table: Floats, outcome: Floats) -> tuple[Floats, bool]:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 0.0
    coefficients = np.zeros(table.shape[1])
    usual = (outcome.sum() + 0.5) / (len(outcome) + 1)
    coefficients[0] = np.log(usual / (1 - usual))
    if outcome.min() == outcome.max():
        return coefficients, True
    for _ in range(STEPS):
        expected = _logistic(table @ coefficients)
        information = (table * (expected * (1 - expected))[:, None]).T @ table + np.diag(ridge)
        slope = table.T @ (outcome - expected) - ridge * coefficients
        step = np.linalg.lstsq(information, slope, rcond=None)[0]
        coefficients = coefficients + step / max(1.0, float(np.abs(step).max()) / 3)
        if float(np.abs(step).max()) < CLOSE:
            return coefficients, True
    return coefficients, False


def _logistic(logs: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logs, -700, 700))))


def _of_numbers(name: str, values: Floats) -> dict[str, Floats]:
    known = np.isfinite(values)
    middle = values[known].mean() if known.any() else 0.0
    columns = {name: np.where(known, values, middle)}
    return columns if known.all() else columns | {f"{name} unknown": (~known).astype(np.float64)}


def _of_kinds(name: str, labels: NDArray[Any]) -> dict[str, Floats]:
    kinds, codes = np.unique(labels, return_inverse=True)
    usual = int(np.bincount(codes).argmax()) if len(kinds) else 0
    return {f"{name}={kind}": (codes == at).astype(np.float64) for at, kind in enumerate(kinds) if at != usual}
