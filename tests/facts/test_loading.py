"""Loading is all or nothing, replaces exactly the rows of what changed, and survives being killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.facts.staging import arrival, case, loaded
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.model.finding import Level


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def ids(duck: Duck, folder: Path, state: State, table: str = "case") -> list[str]:
    files = Store(folder).files(state.of(table).values())
    return [row[0] for row in duck.rows(f"SELECT case_id FROM {sql.parquet(files)} ORDER BY 1")] if files else []


def test_rows_go_to_the_local_month_they_were_opened_in(duck: Duck, tmp_path: Path) -> None:
    late = case("late", "2025-05-31 23:30:00")  # already June in London
    state, findings = loaded(duck, tmp_path, arrival(duck, "a", case=[late]), zone="Europe/London")
    assert not findings
    assert [*state.of("case")] == ["2025-06"]


def test_a_corrected_file_replaces_exactly_its_rows(duck: Duck, tmp_path: Path) -> None:
    one = arrival(duck, "one", case=[case("a", "2025-05-01"), case("b", "2025-05-02")])
    two = arrival(duck, "two", case=[case("c", "2025-05-03"), case("d", "2025-06-03")])
    before, _ = loaded(duck, tmp_path, one, two)
    corrected = arrival(duck, "one", case=[case("b", "2025-05-02", team="x"), case("e", "2025-05-09")])
    after, findings = loaded(duck, tmp_path, corrected)
    assert not findings
    assert ids(duck, tmp_path, after) == ["b", "c", "d", "e"]
    assert after.partitions["case", "2025-06"] == before.partitions["case", "2025-06"]


def test_a_file_that_is_gone_takes_its_rows_with_it(duck: Duck, tmp_path: Path) -> None:
    one = arrival(duck, "one", case=[case("a", "2025-05-01")])
    two = arrival(duck, "two", case=[case("b", "2025-06-02")])
    loaded(duck, tmp_path, one, two)
    after, _ = loaded(duck, tmp_path, gone=["one"])
    assert ids(duck, tmp_path, after) == ["b"]
    assert [*after.sources] == ["two"]


def test_the_same_rows_in_another_order_are_the_same_partition(duck: Duck, tmp_path: Path) -> None:
    rows = [case("a", "2025-05-01"), case("b", "2025-05-02"), case("c", "2025-05-02")]
    one, _ = loaded(duck, tmp_path / "one", arrival(duck, "f", case=rows))
    two, _ = loaded(duck, tmp_path / "two", arrival(duck, "f", case=rows[::-1]))
    assert one.partitions == two.partitions
    (file,) = (each.file for each in one.partitions.values())
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_key_that_stands_twice_stops_everything(duck: Duck, tmp_path: Path) -> None:
    before, _ = loaded(duck, tmp_path, arrival(duck, "one", case=[case("a", "2025-05-01")]))
    again = arrival(duck, "two", case=[case("b", "2025-05-01"), case("a", "2025-06-01")])
    after, findings = loaded(duck, tmp_path, again)
    assert [(each.id, str(each.at)) for each in findings] == [("duplicate-key", "two:3")]
    assert after == before == Store(tmp_path).read()
    assert ids(duck, tmp_path, after) == ["a"]


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("case", case("a", "2025-05-02", resolved_at="2025-05-01"), "negative-duration"),
        ("case", case("a", "2025-05-02", waiting_seconds=-1), "negative-duration"),
        ("case", case("a", "2025-05-02", resolved_at="2025-05-04", closed_at="2025-05-03"), "closed-before-resolved"),
        ("case", case("a", "2025-08-02"), "time-in-the-future"),
        ("feedback", {"feedback_id": "f", "kind": "csat", "invited_at": "2025-05-02", "value": 6, "scale_max": 5},
         "answer-off-scale"),
        ("feedback", {"feedback_id": "f", "kind": "csat", "answered_at": "2025-05-02"}, "answer-without-a-value"),
        ("account_month", {"account_id": "a", "month": "2025-05-01", "contraction": -5}, "negative-amount"),
    ],
)  # fmt: skip
def test_odd_rows_are_loaded_and_said(
    duck: Duck, tmp_path: Path, table: str, row: dict[str, object], name: str
) -> None:
    state, findings = loaded(duck, tmp_path, arrival(duck, "f", **{table: [row]}))
    assert [(each.id, each.level, str(each.at), each.count) for each in findings] == [(name, Level.WARNING, "f:2", 1)]
    assert state.sources["f"].rows == {table: 1}


def test_a_row_without_any_time_is_refused(duck: Duck, tmp_path: Path) -> None:
    state, findings = loaded(duck, tmp_path, arrival(duck, "f", feedback=[{"feedback_id": "f", "kind": "nps"}]))
    assert [(each.id, str(each.at)) for each in findings] == [("row-without-a-time", "f:2")]
    assert state == State()


def test_events_before_their_case_was_opened_are_said(duck: Duck, tmp_path: Path) -> None:
    events = [
        {"case_id": "a", "at": "2025-05-01 08:00", "kind": "assigned"},
        {"case_id": "a", "at": "2025-05-01 09:00", "kind": "opened"},
        {"case_id": "b", "at": "2025-05-01 09:00", "kind": "opened"},
    ]
    _, findings = loaded(duck, tmp_path, arrival(duck, "f", case_event=events))
    assert [(each.id, str(each.at), each.count) for each in findings] == [("events-out-of-order", "f:2", 1)]


def test_a_column_that_decides_the_outcome_is_said(duck: Duck, tmp_path: Path) -> None:
    rows = [
        case(f"c{n}", "2025-05-01", on_target=n % 3 == 0, team=f"t{n % 3}", language=f"l{n % 2}") for n in range(300)
    ]
    _, findings = loaded(duck, tmp_path, arrival(duck, "f", case=rows))
    assert [(each.id, each.says.split()[0]) for each in findings] == [("label-leakage", "team")]


def test_a_month_without_rows_is_said(duck: Duck, tmp_path: Path) -> None:
    from truegreen.facts.checking import standing_findings

    rows = [case("a", "2025-01-01"), case("b", "2025-02-01"), case("c", "2025-05-01")]
    state, _ = loaded(duck, tmp_path, arrival(duck, "f", case=rows))
    assert [each.says for each in standing_findings(state)] == [
        "case has no row in 2025-03 to 2025-04, though it has before and after."
    ]


def test_rows_that_contradict_another_table_are_counted_and_stop_being_said_when_corrected(
    duck: Duck, tmp_path: Path
) -> None:
    from truegreen.facts.checking import standing_findings

    cases = [case(f"c{n}", "2025-05-02", account_id="a", closed_at="2025-05-03" if n else None) for n in range(3)]
    answers = [
        {"feedback_id": f"f{n}", "kind": "csat", "case_id": f"c{n}", "account_id": "b" if n == 1 else "a", "value": 5,
         "answered_at": "2025-05-01" if n == 2 else "2025-05-04"}
        for n in range(3)
    ]  # fmt: skip
    events = [{"case_id": f"c{n}", "at": "2025-05-03", "kind": "closed"} for n in range(3)]
    accounts = [{"account_id": "a", "ended_on": "2025-05-01"}, {"account_id": "b"}]
    state, _ = loaded(
        duck, tmp_path, arrival(duck, "cases", case=cases), arrival(duck, "answers", feedback=answers),
        arrival(duck, "events", case_event=events), arrival(duck, "accounts", account=accounts),
    )  # fmt: skip
    assert {each.id: each.count for each in standing_findings(state)} == {
        "another-account": 1, "answer-before-case": 1, "closed-but-open": 1, "case-after-the-end": 3,
    }  # fmt: skip
    closed = [each | {"closed_at": "2025-05-03"} for each in cases]
    state, _ = loaded(duck, tmp_path, arrival(duck, "cases", case=closed))
    assert "closed-but-open" not in {each.id for each in standing_findings(state)}
    state, _ = loaded(duck, tmp_path, arrival(duck, "accounts", account=[{"account_id": "a"}, {"account_id": "b"}]))
    assert {each.id for each in standing_findings(state)} == {"another-account", "answer-before-case"}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(1, 3), st.sampled_from(["one", "two", "three"])), max_size=8
    )
)
@drawn(few=3, many=24)
def test_loading_step_by_step_equals_loading_the_last_of_each_file(steps: list[tuple[str, int, str]]) -> None:
    """Whatever the order in which files come and change, the store holds what the last version of each holds."""
    import tempfile

    last: dict[str, dict[str, object]] = {}
    duck = Duck()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        for name, month, label in steps:
            row = case(f"{label}-{name}", f"2025-0{month}-01")
            last[label] = row
            _, findings = loaded(duck, Path(one), arrival(duck, label, case=[row]))
            assert not findings
        together, _ = loaded(duck, Path(two), *(arrival(duck, label, case=[row]) for label, row in last.items()))
        assert {key: each.digest for key, each in Store(Path(one)).read().partitions.items()} == {
            key: each.digest for key, each in together.partitions.items()
        }
    duck.close()


KILLED = """
import sys, time
from pathlib import Path
from tests.facts.staging import NOW, WHO, arrival, case
from truegreen.engine.duck import Duck
from truegreen.facts.loading import load
from truegreen.facts.store import Store

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
duck = Duck()
rows = [case(f"n{m}-{n}", f"2025-{m:02}-01") for m in range(1, 7) for n in range(5)]
seen = 0
def progress(what, done, of):
    global seen
    seen += 1
    if seen == limit:
        print("ready", flush=True)
        time.sleep(60)
load(duck, Store(folder), [arrival(duck, "new", case=rows)], {"new", "old"}, "UTC", NOW, WHO, progress)
print("done", flush=True)
"""


@pytest.mark.parametrize("limit", [1, 3, 6, 7])
def test_a_load_that_is_killed_leaves_the_state_before(duck: Duck, tmp_path: Path, limit: int) -> None:
    before, _ = loaded(duck, tmp_path, arrival(duck, "old", case=[case("a", "2025-01-01"), case("b", "2025-02-01")]))
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), str(limit)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert Store(tmp_path).read() == before
    assert ids(duck, tmp_path, before) == ["a", "b"]
    after, _ = loaded(duck, tmp_path, arrival(duck, "next", case=[case("c", "2025-03-01")]))
    assert ids(duck, tmp_path, after) == ["a", "b", "c"]
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet")} == {
        each.file for each in after.partitions.values()
    }


def test_two_processes_can_read_while_one_loads(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "f", case=[case("a", "2025-01-01")]))
    other = Duck()
    assert ids(other, tmp_path, state) == ["a"]
    other.close()
    assert state.latest("came", "case") == datetime(2025, 1, 1)
