"""A scope as a condition on Ibis rows."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import and_

from truegreen.metrics.define import Rows
from truegreen.readings.questions import UNKNOWN, Scope


def within(rows: Rows, scope: Scope) -> Rows:
    """Say of each row whether it lies in a scope; never NULL. The rows must have the slices that the scope names."""
    import ibis

    conditions = [_one_of(rows[name], members) for name, members in scope.only]
    conditions += [~rows[name].isin(members).fill_null(False) for name, members in scope.never]
    return reduce(and_, conditions, ibis.literal(True))


def _one_of(column: Rows, members: Collection[str]) -> Rows:
    known = column.isin([each for each in members if each != UNKNOWN]).fill_null(False)
    return known | column.isnull() if UNKNOWN in members else known
