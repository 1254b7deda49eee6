"""The lives of all cases inside an engine: every step, and how the case stood after it; as ``life`` tells it for one.

Ibis expressions that DuckDB, PostgreSQL and Spark answer alike: order by plain columns, no ordered aggregates. What
costs is putting the steps in order, so all that follows from their order is asked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_EVENT: Final = ("case_id", "at", "kind", "number", *CARRIED)


def moments(case: Rows, case_event: Rows) -> Rows:
    """Give every step of every case, with how the case stood after it.

    Columns: case_id, place (from 1), at (whole seconds), kind, step, team, priority, calendar, state; of the next step
    ``next_at`` and ``next_kind``, which are NULL after the last, and ``last``; the case's provider, site, service and
    zone, and ``priority_now`` and ``team_now``, which are today's.

    Args:
        case: fact table ``case``.
        case_event: fact table ``case_event``; steps of other cases are left out.
    """
    import ibis

    steps = _told(case, case_event).union(_untold(case, case_event))
    ranked = steps.mutate(_number=steps.number.fill_null(0), _rank=_number_in(STEPS, steps.kind))
    order = {"group_by": "case_id", "order_by": ["at", "_number", "_rank"]}
    each, upto = ibis.window(**order), ibis.window(**order, rows=(None, 0))
    phase = ranked.kind.isin(PHASES).ifelse(ranked.kind, None)
    stood = ranked.select(
        "case_id", "kind",
        place=(ibis.row_number().over(each) + 1).cast("int64"),
        at=ranked.at.truncate("s"),
        next_at=ranked.at.truncate("s").lead().over(each),
        next_kind=ranked.kind.lead().over(each),
        step=phase.last().over(upto),
        **{f"_{name}": ranked[name].last().over(upto) for name in CARRIED},
    )  # fmt: skip
    today = case.select("case_id", *CASE, priority_now=case.priority, team_now=case.team)
    joined = stood.inner_join(today, "case_id")
    return joined.select(
        "case_id", "place", "kind", "at", "next_kind", "next_at",
        *CASE, "priority_now", "team_now",
        step=joined.step.fill_null(""),
        team=joined._team.fill_null(joined.team_now),
        priority=joined._priority.fill_null(joined.priority_now),
        calendar=joined._calendar,
        state=joined._state,
        last=joined.next_at.isnull(),
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


def _number_in(words: Sequence[str], column: Rows) -> Rows:
    """Give the number of a word among some; NULL for others."""
    import ibis

    return ibis.cases(*((column == word, number) for number, word in enumerate(words)), else_=ibis.null("int64"))


def without(rows: Rows, *names: str) -> Rows:
    """Give rows without some columns, each dropped by itself: Ibis writes several in another order in each process."""
    return reduce(lambda left, name: left.drop(name), names, rows)


def in_order() -> Any:
    """Give a window over a case's steps in their order."""
    import ibis

    return ibis.window(group_by="case_id", order_by="place")


def so_far(less: int = 0) -> Any:
    """Give a window from a case's first step up to this one, or to some steps before this."""
    import ibis

    return ibis.window(group_by="case_id", order_by="place", rows=(None, -less))


def following(column: Rows) -> Rows:
    """Give a column of the case's next step; NULL after the last."""
    return column.lead().over(in_order())


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
