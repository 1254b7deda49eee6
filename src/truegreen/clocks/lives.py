"""The lives of all cases inside an engine: every step, and how the case stood after it; as ``life`` tells it for one.

Ibis expressions that DuckDB, PostgreSQL and Spark answer alike: order by plain columns, no ordered aggregates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Final, TypeAlias

from truegreen.clocks.life import FROM_CASE
from truegreen.model.clock import PHASES, STEPS, When

Rows: TypeAlias = Any
"""An Ibis table, or an expression on it."""
CASE: Final = ("provider", "site", "service", "zone")
"""Columns of the case that clocks ask for and steps do not change."""
CARRIED: Final = ("team", "priority", "calendar", "state")
_PLACES: Final = 8
_EVENT: Final = ("case_id", "at", "kind", "number", *CARRIED)


def moments(case: Rows, case_event: Rows) -> Rows:
    """Give every step of every case, with how the case stood after it.

    Columns: case_id, place (from 1), at (whole seconds), kind, step, team, priority, calendar, state; of the next step
    ``next_at``, which is NULL after the last, and ``last``; the case's provider, site, service and zone, and
    ``priority_now`` and ``team_now``, which are today's.

    Args:
        case: fact table ``case``.
        case_event: fact table ``case_event``; steps of other cases are left out.
    """
    steps = _placed(_told(case, case_event).union(_untold(case, case_event)))
    carried = steps.mutate(_phase=steps.kind.isin(PHASES).ifelse(steps.kind, None))
    carried = carry(carried, {"_phase": "step"} | {name: f"_{name}" for name in CARRIED})
    today = case.select("case_id", *CASE, priority_now=case.priority, team_now=case.team)
    joined = carried.inner_join(today, "case_id")
    order = window(joined, "case_id", "place")
    return joined.select(
        "case_id", "place", "kind",
        *CASE, "priority_now", "team_now",
        at=joined.at.truncate("s"),
        step=joined.step.fill_null(""),
        team=joined._team.fill_null(joined.team_now),
        priority=joined._priority.fill_null(joined.priority_now),
        calendar=joined._calendar,
        state=joined._state,
        next_at=joined.at.truncate("s").lead().over(order),
        last=joined.place.lead().over(order).isnull(),
    )  # fmt: skip


def _told(case: Rows, case_event: Rows) -> Rows:
    return case_event.semi_join(case, "case_id").select(*_EVENT)


def _untold(case: Rows, case_event: Rows) -> Rows:
    """Give the steps that the case's own times tell and no event of it does."""
    import ibis

    kinds = case_event.group_by("case_id").aggregate(
        **{f"_{kind}": (case_event.kind == kind).ifelse(1, 0).max() for kind in FROM_CASE}
    )
    known = case.left_join(kinds.rename(_case="case_id"), case.case_id == kinds.rename(_case="case_id")._case)
    found = []
    for kind, column in FROM_CASE.items():
        without = known.filter(known[column].notnull(), known[f"_{kind}"].fill_null(0) == 0)
        nothing = {name: ibis.null("string") for name in CARRIED}
        number = ibis.literal(-1 if kind == "opened" else 1 << 31, "int64")
        step = without.select("case_id", at=without[column], kind=ibis.literal(kind), number=number, **nothing)
        found.append(step.select(*_EVENT))
    return reduce(lambda one, other: one.union(other), found)


def _placed(steps: Rows) -> Rows:
    """Number each case's steps in the order in which they happened."""
    import ibis

    rank = ibis.cases(*((steps.kind == kind, place) for place, kind in enumerate(STEPS)), else_=len(STEPS))
    ranked = steps.mutate(_number=steps.number.fill_null(0), _rank=rank)
    order = ibis.window(group_by="case_id", order_by=["at", "_number", "_rank"])
    return ranked.mutate(place=(ibis.row_number().over(order) + 1).cast("int64"))


def window(rows: Rows, *keys: str) -> Any:
    """Give a window over rows of the same keys but the last, in the order of the last."""
    import ibis

    del rows
    return ibis.window(group_by=list(keys[:-1]), order_by=[keys[-1]])


def so_far(*keys: str) -> Any:
    """Give a window from the first row of the same keys but the last up to this one, in the order of the last."""
    import ibis

    return ibis.window(preceding=None, following=0, group_by=list(keys[:-1]), order_by=[keys[-1]])


def carry(rows: Rows, columns: Mapping[str, str]) -> Rows:
    """Add each column's last value that is not NULL, under a new name; rows have ``case_id`` and ``place``.

    The latest value is the greatest of texts that begin with their place. So one order of the rows serves all columns,
    where carrying by groups of equal counts would sort them once for each.
    """
    place = rows.place.cast("string").lpad(_PLACES, "0")
    texts = {name: rows[name].notnull().ifelse(place + rows[name].cast("string"), None) for name in columns}
    upto = so_far("case_id", "place")
    seen = rows.mutate(**{f"_upto_{name}": text.max().over(upto) for name, text in texts.items()})
    carried = {new: seen[f"_upto_{name}"].substr(_PLACES).cast(rows[name].type()) for name, new in columns.items()}
    return seen.mutate(**carried).drop(*(f"_upto_{name}" for name in columns))


def holds(conditions: Sequence[str | When], rows: Rows) -> Rows:
    """Say of each step whether any of some conditions holds after it."""
    import ibis

    return reduce(or_, (_holds(each, rows) for each in conditions), ibis.literal(False))


def _holds(condition: str | When, rows: Rows) -> Rows:
    if not isinstance(condition, When):
        return (rows.kind == condition) | (rows.step == condition)
    asked = [rows.kind.isin(condition.step) | rows.step.isin(condition.step)] if condition.step else []
    for name, words in (("state", condition.state), ("priority", condition.priority), ("team", condition.team)):
        asked += [rows[name].isin(words).fill_null(False)] if words else []
    return reduce(and_, asked) if asked else rows.kind.notnull()
