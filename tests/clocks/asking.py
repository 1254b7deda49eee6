"""The one question that every engine is asked of drawn cases: how long, how long paused, due when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Final

from tests.clocks.drawn import Case, hours
from truegreen.clocks.days import Grid, grids
from truegreen.clocks.due import due
from truegreen.clocks.elapsed import elapsed, second, worked
from truegreen.clocks.pauses import clipped, total

CASES: Final = {
    "case_id": "int64", "calendar": "string", "opened_at": "timestamp", "resolved_at": "timestamp", "target": "int64"
}  # fmt: skip
PAUSES: Final = {"case_id": "int64", "paused_at": "timestamp", "resumed_at": "timestamp"}
COLUMNS: Final = ("case_id", "elapsed", "paused", "due_second")


@cache
def tables() -> tuple[Grid, Grid]:
    """Give the day and cell tables of the drawn calendars."""
    return grids(hours().values(), date(2011, 6, 1), date(2026, 3, 1))


def columns(cases: Iterable[Case]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Give cases, and their pauses, column by column."""
    held = list(cases)
    rows = [(each.id, each.calendar, each.opened_at, each.resolved_at, each.target) for each in held]
    pauses = [(each.id, *pause) for each in held for pause in each.pauses]
    return _across(CASES, rows), _across(PAUSES, pauses)


def _across(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    listed = list(rows)
    return {name: [row[number] for row in listed] for number, name in enumerate(names)}


def question(day: Grid, cell: Grid) -> Any:
    """Ask for each case its working seconds, those of its pauses, and the second in which it is due."""
    import ibis

    cases, pauses = ibis.table(CASES, name="cases"), ibis.table(PAUSES, name="pause")
    cut = clipped(pauses, cases, "case_id", "opened_at", "resolved_at")
    measured = worked(cut, day.expression, {"paused_at": "begins", "resumed_at": "ends"})
    summed = total(measured, "case_id", "begins", "ends", named="paused")
    counted = elapsed(cases, day.expression, "opened_at", "resolved_at")
    counted = due(counted, day.expression, cell.expression, "opened_at", "target")
    both = counted.left_join(summed, "case_id")
    return both.select("case_id", "elapsed", paused=both.paused.fill_null(0), due_second=second(both.due_at))
