"""What dose and response need of contacts: where a turn is looked for, where the contract pays, and bands around that.

The contract's threshold may differ from case to case: by priority, or because a due time falls into open hours. What is
given is the usual one among the surveyed cases; whoever shows it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite, log10
from typing import Final

import numpy as np

from truegreen.clocks.tables import CLOCK_RUN
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE
from truegreen.readings.arrays import arrays
from truegreen.readings.contacts import OUTCOME, Contacts
from truegreen.readings.relations import all_rows
from truegreen.stats.panel.moments import Moments, column_names, from_table

QUANTILES: Final = (0.15, 0.3, 0.45, 0.6, 0.72, 0.84, 0.92)
"""Where a turn is looked for: closer together above, where customers wait."""
TOP: Final = 0.98
"""What is above this quantile counts as it: a few cases of weeks would outweigh all others."""
APART: Final = 0.05
"""Two knots are at least this part of the range apart."""
USED: Final = "account IS NOT NULL AND in_case IS NOT NULL"
INSIDE, EARLY = "inside", "early"


def knots_of(duck: Duck, contacts: Contacts, name: str, also: Sequence[float] = ()) -> tuple[tuple[float, ...], float]:
    """Give where a figure's turn is looked for, and the greatest value that counts.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        name: the figure, such as ``hours-to-resolve``.
        also: values that should be among the knots, such as the contract's threshold, where the figure reaches them.

    Returns:
        Knots, rising, in round figures; none where the figure hardly differs. And the top.
    """
    column = sql.name(contacts.figures[name].column)
    shares = ", ".join(str(each) for each in (*QUANTILES, TOP))
    (found,) = duck.row(f"SELECT quantile_cont({column}, [{shares}]) FROM {contacts.table} WHERE {USED}")
    if found is None:
        return (), 0.0
    *quantiles, top = map(float, found)
    low = quantiles[0]
    fixed = [each for each in also if low <= each < top]
    free = [
        each
        for each in map(rounded, quantiles)
        if each < top and all(abs(each - other) > APART * (top - low) for other in fixed)
    ]
    return _apart(sorted({*fixed, *free}), fixed, APART * (top - low)), top


def _apart(knots: Sequence[float], fixed: Sequence[float], least: float) -> tuple[float, ...]:
    """Leave out knots that are as good as the one before, unless they are fixed."""
    close = {after for before, after in pairwise(knots) if after - before <= least and after not in fixed}
    return tuple(each for each in knots if each not in close and each > 0)


def rounded(value: float) -> float:
    """Give a figure with two digits, as people say it.

    >>> rounded(14.73), rounded(0.268), rounded(0)
    (15.0, 0.27, 0.0)
    """
    return round(value, 1 - floor(log10(abs(value)))) if value and isfinite(value) else 0.0


def usual_hours_due(duck: Duck, store: Store, state: State, contacts: Contacts) -> float | None:
    """Give the hours from opening until cases are due, the median of the surveyed ones; None where none is known."""
    if not {"opened_at", "due_at"} <= state.filled(CASE.name):
        return None
    files = all_rows(store, state, CASE.name)
    (found,) = duck.row(
        f"SELECT median(epoch(due_at) - epoch(opened_at)) / 3600 FROM {files} "
        f"WHERE case_id IN (SELECT in_case FROM {contacts.table} WHERE {USED}) AND due_at > opened_at"
    )
    return None if found is None else float(found)


def usual_hours_by_clock(duck: Duck, store: Store, state: State, contacts: Contacts, clock: str) -> float | None:
    """Give the hours that a clock grants most of the surveyed cases; None where it grants none."""
    if "target_seconds" not in state.filled(CLOCK_RUN.name):
        return None
    files = all_rows(store, state, CLOCK_RUN.name)
    (found,) = duck.row(
        f"SELECT mode(target_seconds ORDER BY target_seconds) / 3600 FROM {files} WHERE clock = {sql.text(clock)} "
        f"AND case_id IN (SELECT in_case FROM {contacts.table} WHERE {USED})"
    )
    return None if found is None else float(found)


def banded(
    duck: Duck, contacts: Contacts, name: str, inside: tuple[float, float], early: tuple[float, float]
) -> Moments:
    """Give the moments of the outcome, as it stands, and of two bands of a figure, by account.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        name: the figure.
        inside: above what, and up to what, is just inside the threshold.
        early: the same of what it is held against.
    """
    column = sql.name(contacts.figures[name].column)
    within = (f"CASE WHEN {column} > {low!r} AND {column} <= {high!r} THEN 1.0 ELSE 0.0 END"
              for low, high in (inside, early))  # fmt: skip
    named = dict(zip("xyz", (OUTCOME, *within), strict=True))
    sums = [f"sum({each})" for each in named] + [f"sum({a} * {b})" for a in named for b in named if a <= b]
    columns = ", ".join(f"{each} AS {at}" for each, at in zip(sums, column_names(3)[2:], strict=True))
    rows = ", ".join(f"{each} AS {at}" for at, each in named.items())
    found = arrays(
        duck,
        f"SELECT account AS cluster, CAST(count(*) AS DOUBLE) AS n, {columns} FROM (SELECT account, {rows} "
        f"FROM {contacts.table} WHERE {USED} AND {column} IS NOT NULL) GROUP BY account ORDER BY account",
    )
    return from_table(found, (OUTCOME, INSIDE, EARLY), np.zeros(3))
