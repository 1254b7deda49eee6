"""Clocks are built by month beside the facts: what changed is built again, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.facts.staging import Rows, arrival, case, loaded
from tests.files.texts import whole
from truegreen.clocks.build import build, clocked
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.files.agreements import read_agreement
from truegreen.model.agreement import Versions

CLOCK = """
clocks:
  resolution: {starts: [opened], stops: [resolved], pauses: [waiting_on_customer], reopened: continues, target: 4 h}
"""


@pytest.fixture
def duck() -> Iterator[Duck]:
    made = Duck(threads=1)
    yield made
    made.close()


def agreement(clock: str = CLOCK) -> Versions:
    versions, findings = read_agreement(whole(clock), "care.yml")
    assert versions
    assert not findings
    return versions


def step(case_id: str, at: str, kind: str) -> dict[str, object]:
    return {"case_id": case_id, "at": at, "kind": kind}


def built(duck: Duck, folder: Path, state: State, versions: Versions) -> State:
    made, findings = build(duck, Store(folder), state, [versions], "UTC")
    assert not findings
    return made


def runs(duck: Duck, store: Store, state: State) -> list[tuple[object, ...]]:
    files = sql.parquet(store.files(state.of("clock_run").values()))
    return duck.rows(f"SELECT case_id, elapsed_seconds, customer_seconds, on_time FROM {files} ORDER BY case_id")


CASES: Rows = [
    case("a", "2025-03-03 09:00", resolved_at="2025-03-03 12:00"),
    case("b", "2025-03-31 09:00"),
    case("c", "2025-04-01 09:00", resolved_at="2025-04-01 14:00"),
]
STEPS: Rows = [
    step("a", "2025-03-03 10:00", "waiting_on_customer"),
    step("a", "2025-03-03 11:00", "resumed"),
    step("b", "2025-04-02 09:00", "waiting_on_customer"),
]


def test_each_month_holds_the_clocks_of_its_cases(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES, case_event=STEPS))
    store = Store(tmp_path)
    made = built(duck, tmp_path, state, agreement())
    assert [*made.of("clock_run")] == ["2025-03", "2025-04"]
    assert runs(duck, store, made) == [("a", 7200, 3600, True), ("b", None, None, None), ("c", 18000, 0, False)]
    assert clocked(store, state) == made


def test_nothing_new_builds_nothing(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES, case_event=STEPS))
    store = Store(tmp_path)
    made = built(duck, tmp_path, state, agreement())
    said: list[int] = []
    again = build(duck, store, state, [agreement()], "UTC", lambda what, done, of: said.append(of))[0]
    assert (again, said) == (made, [0])


def test_a_late_step_builds_the_month_of_its_case_and_no_other(duck: Duck, tmp_path: Path) -> None:
    store = Store(tmp_path)
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES), arrival(duck, "y", case_event=STEPS[:2]))
    before = built(duck, tmp_path, state, agreement()).of("clock_run")
    state, _ = loaded(duck, tmp_path, arrival(duck, "z", case_event=[step("b", "2025-04-02 10:00", "resolved")]))
    after = built(duck, tmp_path, state, agreement())
    changed = {month for month, each in after.of("clock_run").items() if before[month] != each}
    assert changed == {"2025-03"}
    assert runs(duck, store, after)[1] == ("b", 176400, 0, False)


def test_a_case_that_comes_later_than_its_steps_has_them(duck: Duck, tmp_path: Path) -> None:
    """Its month was there before, so that nothing but the month's content tells that one more case is in it."""
    store = Store(tmp_path)
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=[CASES[1]]), arrival(duck, "y", case_event=STEPS[:2]))
    built(duck, tmp_path, state, agreement())
    state, _ = loaded(duck, tmp_path, arrival(duck, "z", case=[CASES[0]]))
    made = built(duck, tmp_path, state, agreement())
    assert runs(duck, store, made) == [("a", 7200, 3600, True), ("b", None, None, None)]


def test_a_customers_zone_that_does_not_exist_is_told_and_loses_no_case(duck: Duck, tmp_path: Path) -> None:
    theirs = """
clocks:
  resolution: {starts: [opened], stops: [resolved], reopened: continues, target: 4 h, calendar: desk, zone_of: customer}
calendars: {desk: {zone: UTC, open: [mon-sun 00:00-24:00]}}
"""
    cases = [{**CASES[0], "zone": "Europe/Lisboa"}, {**CASES[2], "zone": "Asia/Tokyo"}]
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=cases))
    made, findings = build(duck, Store(tmp_path), state, [agreement(theirs)], "UTC")
    assert [each.id for each in findings] == ["unknown-customer-zone"]
    assert [row[:2] for row in runs(duck, Store(tmp_path), made)] == [("a", 10800), ("c", 18000)]


def test_an_amended_clock_is_for_cases_opened_from_then_on(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES, case_event=STEPS))
    amended = agreement(CLOCK.replace("target: 4 h", "target: {2025-01-01: 4 h, 2025-04-01: 6 h}"))
    assert [day for day, _ in amended.each] == [date(2025, 1, 1), date(2025, 4, 1)]
    made = built(duck, tmp_path, state, amended)
    assert runs(duck, Store(tmp_path), made) == [
        ("a", 7200, 3600, True),
        ("b", None, None, None),
        ("c", 18000, 0, True),
    ]


def test_a_line_more_in_the_text_builds_nothing(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES, case_event=STEPS))
    before = built(duck, tmp_path, state, agreement())
    assert built(duck, tmp_path, state, agreement("# a remark\n\n" + CLOCK)) == before


def test_without_clocks_there_is_nothing_beside_the_facts(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "x", case=CASES, case_event=STEPS))
    assert built(duck, tmp_path, state, agreement("")) == state


HOLIDAYS = ", ".join(f"2025-01-{day:02} Day {day}" for day in range(1, 29))
MARK = f"""
from tests.clocks.test_build import CLOCK, agreement
from truegreen.clocks.build import _base
from truegreen.clocks.defined import defined
from truegreen.facts.store import State
desk = "calendars: {{desk: {{zone: UTC, open: [mon-fri 08:00-17:00], holidays: [{HOLIDAYS}]}}}}"
versions = agreement(CLOCK + desk + chr(10))
print(_base([(versions, defined(versions))], State({{}}, {{}}), "UTC", "duckdb"))
"""


def test_what_decides_a_month_is_the_same_in_every_process() -> None:
    """Holidays are a set of days, and a set has another order in every process."""
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2", "3")]
    asked = [subprocess.run([sys.executable, "-c", MARK], env=each, capture_output=True, check=True) for each in seeds]
    assert len({each.stdout for each in asked}) == 1
