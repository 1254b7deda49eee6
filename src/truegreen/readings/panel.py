"""The panel: every measure by account and month, with what accounts then did, as arrays.

    facts ──▶ counts and totals by account and month ──▶ arrays of accounts × months
          ──▶ who decided to leave, grew, shrank, complained; what they are; how much and what work they had

Months that are not over, or too young for a measure to be known, are masked: nobody can know them yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.model.reading import PARTS
from truegreen.readings.account_months import Grid


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A measure by account and month.

    Attributes:
        id: the measure's id.
        words: what it counts.
        unit, better: of the metric.
        count: (A, M) rows counted.
        total: (A, M) what they add up to, in the unit's small parts.
        divisor: (A, M) what the total is divided by; None where that is the count.
        known: (M,) whether all rows of the month are old enough to be known.
    """

    id: str
    words: str
    unit: str
    better: str
    count: Grid
    total: Grid
    divisor: Grid | None
    known: NDArray[np.bool_]

    def value(self, over: int = 1, least: float = 1.0) -> Grid:
        """Give the measure's value in its unit, (A, M); NaN where nothing, or too little, was counted or known.

        Args:
            over: months that are pooled, the month and those before it; fewer at the start.
            least: the least count of rows for a value; a month's few cases say little.
        """
        counts = _pooled(self.count, over)
        by = counts if self.divisor is None else _pooled(self.divisor, over)
        enough = (counts >= least) & (by > 0) & _pooled_known(self.known, over)
        value = np.full(counts.shape, np.nan)
        np.divide(_pooled(self.total, over), by * float(PARTS[self.unit]), out=value, where=enough)
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What accounts are, as members and a place per account and month.

    Attributes:
        members: their names, in order.
        codes: (A, M) the place of each; −1 where nobody knows.
    """

    members: NDArray[np.str_]
    codes: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Accounts by months.

    Attributes:
        accounts: (A,) their ids, in order.
        months: (M,) ``datetime64[M]``.
        over: (M,) whether the records cover the whole month.
        measures: by id.
        silent: measures that cannot be told by account, with why, by id.
        decided: (A,) place of the month in which the account decided to leave; −1 if it did not, −2 before the first.
        is_late: (A,) whether the decision is not recorded, so that the day it left stands for it.
        at_risk: (A, M) whether it was a customer that had not decided before the month, in a month that is over.
        severe: (A, M) severe things that commercial people heard.
        revenue, expansion, contraction: (A, M) recurring revenue at the month's start, gained, lost; NaN if not known.
        volume: (A, M) cases opened.
        parts: by ``provider`` and ``contact_type``, then by member: (A, M) its part of the cases; NaN without cases.
        standing: by ``segment`` and ``tier``: what the account was in each month.
        notes: what a reader must know, in words.
    """

    accounts: NDArray[np.str_]
    months: NDArray[np.datetime64]
    over: NDArray[np.bool_]
    measures: Mapping[str, Counted]
    silent: Mapping[str, str]
    decided: NDArray[np.intp]
    is_late: NDArray[np.bool_]
    at_risk: NDArray[np.bool_]
    severe: Grid
    revenue: Grid
    expansion: Grid
    contraction: Grid
    volume: Grid
    parts: Mapping[str, Mapping[str, Grid]]
    standing: Mapping[str, Standing]
    notes: tuple[str, ...]

    @property
    def leaves(self) -> NDArray[np.bool_]:
        """Say in which month each account decided to leave, (A, M)."""
        made = np.zeros(self.at_risk.shape, dtype=np.bool_)
        made[np.flatnonzero(self.decided >= 0), self.decided[self.decided >= 0]] = True
        return made

    def series(self, name: str, over: int = 1, least: float = 1.0) -> Grid:
        """Give a figure by account and month, (A, M), NaN where not known.

        Args:
            name: a measure's id; ``leaves``, ``severe``, ``revenue``, ``expansion`` or ``contraction``; ``volume``, as
                the logarithm of one more; or a part of the cases, like ``contact_type: invoice query``.
            over: months that a measure is pooled over.
            least: the least count of rows for a measure's value.

        Raises:
            KeyError: there is no such figure.
        """
        if name in self.measures:
            return self.measures[name].value(over, least)
        kind, _, member = name.partition(": ")
        if member:
            return self.parts[kind][member]
        held = {
            "leaves": self.leaves, "severe": self.severe, "revenue": self.revenue, "expansion": self.expansion,
            "contraction": self.contraction, "volume": np.log1p(self.volume),
        }[name]  # fmt: skip
        return np.where(self.over, held.astype(np.float64), np.nan)


def _pooled(grid: Grid, over: int) -> Grid:
    """Add up each month and those before it, (A, M); fewer at the start."""
    added = np.cumsum(grid, axis=1)
    added[:, over:] -= added[:, :-over].copy() if over else 0
    return added


def _pooled_known(known: NDArray[np.bool_], over: int) -> NDArray[np.bool_]:
    """Say of each month whether it and those pooled with it are known, (M,)."""
    return np.array([known[max(0, at - over + 1) : at + 1].all() for at in range(len(known))], dtype=np.bool_)
