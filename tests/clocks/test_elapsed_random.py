"""A million random cases, each counted by the engine and minute by minute; none may differ."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.clocks.asking import COLUMNS, columns, question, tables
from tests.clocks.drawn import Case, cases, walked
from tests.clocks.slowly import Walked
from truegreen.clocks.days import load
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck

MILLION = 1_000_000
EPOCH = datetime(1970, 1, 1)


def answers(drawn: list[Case]) -> list[tuple[int, int, int, int]]:
    """Give what the engine counts for cases, in their order."""
    import pyarrow as pa

    duck = Duck()
    day, cell = tables()
    load(duck, day, cell)
    for name, held in zip(("cases", "pause"), columns(drawn), strict=True):
        duck.connection.register("arriving", pa.table(held))
        duck.run(f"CREATE TABLE {name} AS SELECT * FROM arriving")
    found = duck.rows(to_sql(question(day, cell).select(*COLUMNS).order_by("case_id")))
    duck.close()
    return found


def is_right(case: Case, slowly: Walked, elapsed: int, paused: int, due_second: int) -> bool:
    """Say whether counting slowly gives the same, and no second before the due one uses the target up."""
    due = EPOCH + timedelta(seconds=due_second)
    return (
        elapsed == slowly.seconds(case.opened_at, case.resolved_at)
        and elapsed - paused == slowly.seconds_without(case.opened_at, case.resolved_at, case.pauses)
        and slowly.seconds(case.opened_at, due) == case.target
        and slowly.seconds(case.opened_at, due - timedelta(seconds=1)) == case.target - 1
    )


@pytest.mark.slow
def test_the_engine_counts_as_one_who_counts_minutes() -> None:
    drawn, slowly = list(cases(MILLION)), walked()
    found = answers(drawn)
    assert [each.id for each in drawn] == [row[0] for row in found]
    both = zip(drawn, found, strict=True)
    wrong = [(case, row) for case, row in both if not is_right(case, slowly[str(case.calendar)], *row[1:])]
    assert not wrong, f"{len(wrong)} differ: {wrong[:3]}"
    assert sum(row[2] > 0 for row in found) > MILLION / 5  # pauses do take time off
