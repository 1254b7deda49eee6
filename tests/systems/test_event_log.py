"""Event logs: what words mean, what the next state implies, and how cases end."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, SubElement, tostring

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.systems.reading import HERE, expected, facts_in
from truegreen.clocks.life import Event, life_of
from truegreen.facts.tables import CASE_EVENT
from truegreen.model.clock import PHASES
from truegreen.model.finding import Finding
from truegreen.sources.mapping import Mapping as Source
from truegreen.systems.event_log.words import _MEANS, DONE, OPEN, QUEUED, WAITING, meaning_of, word_means
from truegreen.systems.staging import stage

BEGIN = datetime(2025, 3, 3, 9)
Steps = list[tuple[str, str]]


def read(
    text: str, folder: Path, states: Mapping[str, str] | None = None
) -> tuple[list[dict[str, object]], list[dict[str, object]], list[Finding]]:
    """Give the events and the cases that a log becomes, without any project, and the findings."""
    file = folder / "log.csv"
    file.write_text(text, "utf-8")
    mapping = Source(source="log", system="event_log", files=(), states=states or {})
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        staged, findings = stage(connection, mapping, [file], folder)
        rows: dict[str, list[dict[str, object]]] = {"case_event": [], "case": []}
        for each in staged:
            order = '"case_id", "at", "number"' if each.table == "case_event" else '"case_id"'
            query = f"SELECT * FROM {each.relation} ORDER BY {order}"
            columns = [name for name, *_ in connection.execute(f"DESCRIBE {each.relation}").fetchall()]
            rows[each.table] = [dict(zip(columns, row, strict=True)) for row in connection.execute(query).fetchall()]
    return rows["case_event"], rows["case"], findings


def log(events: Iterable[Sequence[str]], header: str = "case,activity,lifecycle,timestamp") -> str:
    """Write a log, an hour from event to event."""
    lines = [",".join(["K-1", *each, (BEGIN + timedelta(hours=hour)).isoformat()]) for hour, each in enumerate(events)]
    return "\n".join([header, *lines]) + "\n"


def steps(rows: Iterable[Mapping[str, object]]) -> Steps:
    """Give the hour and the kind of each step."""
    return [(f"{row['at']:%H}", str(row["kind"])) for row in rows]


def ids(findings: Iterable[Finding]) -> set[str]:
    """Name what was found."""
    return {each.id for each in findings}


@pytest.mark.parametrize(
    ("activity", "transition", "kind"),
    [
        ("Accepted", "Wait", "waiting_on_other"),
        ("Accepted", "Wait - User", "waiting_on_customer"),
        ("Accepted", "Wait - Customer", "waiting_on_customer"),
        ("Accepted", "Wait - Vendor", "waiting_on_other"),
        ("Accepted", "Wait - Implementation", "waiting_on_other"),
        ("Accepted", "In Progress", "working"),
        ("Accepted", "Assigned", QUEUED),
        ("Queued", "Awaiting Assignment", QUEUED),
        ("Completed", "In Call", "resolved"),
        ("Completed", "Resolved", "resolved"),
        ("Completed", "Closed", "closed"),
        ("Completed", "Cancelled", "cancelled"),
        ("Unmatched", "Unmatched", "updated"),
    ],
)
def test_knows_the_words_of_volvo(activity: str, transition: str, kind: str) -> None:
    found = meaning_of(activity, transition, {})
    assert (found.kind, found.state, found.guessed) == (kind, transition, False)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Update from customer", "customer_replied"),
        ("Mail to Customer|Communication with customer", "responded"),
        ("Reassignment|Assignment|External Vendor Assignment", "assigned"),
        ("Pending vendor|Wait|Awaiting Vendor|Awaiting Problem|Awaiting Evidence", "waiting_on_other"),
        ("Awaiting User Info", "waiting_on_customer"),
        ("Open|New|Insert ticket", "opened"),
        ("Take in charge ticket|Active|Analysis/Research", "working"),
        ("Resolve ticket|RESOLVED", "resolved"),
        ("Assign seriousness|Operator Update|Status Change|VERIFIED|Create SW anomaly|Quality Indicator", "updated"),
        ("DUPLICATE", "merged"),
        ("INVALID", "cancelled"),
        ("Reopen", "reopened"),
    ],
)
def test_knows_the_words_of_other_public_logs(words: str, kind: str) -> None:
    assert {word_means(word) for word in words.split("|")} == {kind}


def test_every_word_means_a_step() -> None:
    column = CASE_EVENT.column("kind")
    assert column
    assert set(_MEANS.values()) - {QUEUED} <= set(column.one_of)


def test_a_wait_ends_with_the_next_state_and_not_with_a_note(tmp_path: Path) -> None:
    events = [("Open", ""), ("Wait", ""), ("Operator Update", ""), ("Reassignment", ""), ("Active", ""), ("Closed", "")]
    rows, _, findings = read(log(events), tmp_path)
    waits = ("11", "updated"), ("12", "assigned"), ("13", "resumed")
    ends = ("14", "resolved"), ("14", "closed")
    assert steps(rows) == [("09", "opened"), ("10", "waiting_on_other"), *waits, *ends]
    assert not findings


def test_a_queue_ends_a_wait(tmp_path: Path) -> None:
    rows, _, _ = read(log([("Accepted", "Wait - User"), ("Queued", "Awaiting Assignment")]), tmp_path)
    assert steps(rows)[2:4] == [("10", "resumed"), ("10", "assigned")]


def test_an_unknown_state_ends_a_wait_and_is_said(tmp_path: Path) -> None:
    rows, _, findings = read(
        log([("Accepted", "Wait - User"), ("Accepted", "Legal review"), ("X", "Closed")]), tmp_path
    )
    assert steps(rows)[2:4] == [("10", "resumed"), ("10", "updated")]
    assert ids(findings) == {"unknown-state"}
    assert "Legal review" in findings[0].says


def test_an_unknown_activity_ends_no_wait_and_is_said(tmp_path: Path) -> None:
    rows, _, findings = read(log([("Wait", ""), ("Legal review", ""), ("Closed", "")]), tmp_path)
    assert steps(rows)[2:3] == [("10", "updated")]
    assert ids(findings) == {"unknown-state"}


def test_the_mapping_says_more_than_the_dictionary(tmp_path: Path) -> None:
    states = {"wait": "waiting_on_customer", "Legal review": "waiting_on_other", "In call": "working"}
    events = [("Accepted", "Wait"), ("Accepted", "Legal review"), ("Completed", "In Call"), ("Completed", "Closed")]
    rows, _, findings = read(log(events), tmp_path, states)
    waits = [("09", "waiting_on_customer"), ("10", "waiting_on_other"), ("11", "resumed")]
    assert steps(rows) == [("09", "opened"), *waits, ("12", "resolved"), ("12", "closed")]
    assert not findings


def test_a_wait_that_is_only_worded_so_is_taken_and_said(tmp_path: Path) -> None:
    rows, _, findings = read(log([("New", ""), ("Awaiting the client's lawyer", ""), ("Closed", "")]), tmp_path)
    assert ("10", "waiting_on_customer") in steps(rows)
    assert ids(findings) == {"guessed-state"}


def test_work_after_the_end_is_a_reopening_also_if_it_only_waits(tmp_path: Path) -> None:
    events = [("x", "New"), ("x", "Resolved"), ("x", "Wait"), ("x", "Resolved"), ("x", "Assigned"), ("x", "Closed")]
    rows, (case,), _ = read(log(events), tmp_path)
    assert steps(rows)[2:4] == [("11", "reopened"), ("11", "waiting_on_other")]
    assert steps(rows)[5:7] == [("13", "reopened"), ("13", "assigned")]
    assert case["reopened"] == 2
    assert case["resolved_at"] == case["closed_at"] == BEGIN + timedelta(hours=5)


def test_resolved_counts_from_the_first_of_several_in_a_row(tmp_path: Path) -> None:
    rows, (case,), _ = read(log([("New", ""), ("Resolved", ""), ("Resolved", ""), ("Closed", "")]), tmp_path)
    assert steps(rows) == [("09", "opened"), ("10", "resolved"), ("11", "updated"), ("12", "closed")]
    assert case["resolved_at"] == BEGIN + timedelta(hours=1)


def test_a_case_that_ends_open_is_not_resolved(tmp_path: Path) -> None:
    _, (case,), _ = read(log([("New", ""), ("Resolved", ""), ("Reopen", "")]), tmp_path)
    assert (case["resolved_at"], case["closed_at"], case["reopened"]) == (None, None, 1)


@pytest.mark.parametrize("word", ["Cancelled", "DUPLICATE"])
def test_a_cancelled_or_merged_case_is_closed_and_not_resolved(word: str, tmp_path: Path) -> None:
    _, (case,), _ = read(log([("New", ""), (word, "")]), tmp_path)
    assert (case["resolved_at"], case["closed_at"]) == (None, BEGIN + timedelta(hours=1))


def test_a_lasting_wait_begins_and_ends(tmp_path: Path) -> None:
    events = [
        ("New", "complete"),
        ("Wait", "start"),
        ("Wait", "complete"),
        ("Resolve", "start"),
        ("Resolve", "complete"),
    ]
    rows, _, findings = read(log(events), tmp_path)
    waits = [("10", "waiting_on_other"), ("11", "resumed")]
    assert steps(rows) == [("09", "opened"), *waits, ("12", "working"), ("13", "resolved")]
    assert not findings


def test_a_start_and_an_end_on_one_row_are_two_events(tmp_path: Path) -> None:
    text = (
        "Case ID,Activity,Start Timestamp,Complete Timestamp,Resource\n"
        "7,Insert ticket,2025-03-03 09:00,2025-03-03 09:00,ana\n"
        "7,Wait,2025-03-03 10:00,2025-03-03 12:00,ana\n"
        "7,Resolve ticket,2025-03-03 12:00,2025-03-03 13:00,rui\n"
    )
    rows, (case,), _ = read(text, tmp_path)
    waits = [("10", "waiting_on_other"), ("12", "resumed"), ("12", "working")]
    assert steps(rows) == [("09", "opened"), *waits, ("13", "resolved")]
    assert (case["agent_id"], case["resolved_at"]) == ("rui", BEGIN + timedelta(hours=4))


def test_suspend_pauses_until_resume(tmp_path: Path) -> None:
    events = [
        ("Check", "schedule"),
        ("Check", "start"),
        ("Check", "suspend"),
        ("Check", "resume"),
        ("Done", "complete"),
    ]
    rows, _, _ = read(log(events), tmp_path)
    waits = [("11", "waiting_on_other"), ("12", "resumed")]
    assert steps(rows) == [("09", "opened"), ("09", "updated"), ("10", "working"), *waits, ("13", "resolved")]


def test_an_aborted_activity_is_no_aborted_case(tmp_path: Path) -> None:
    """The standard: after ate_abort the case goes on, after pi_abort it does not."""
    rows, _, _ = read(log([("Check", "start"), ("Check", "ate_abort"), ("Check", "pi_abort")]), tmp_path)
    assert steps(rows)[2:] == [("10", "updated"), ("11", "cancelled")]


def test_where_no_word_ends_a_case_its_last_event_does_unless_it_waits(tmp_path: Path) -> None:
    text = (
        "case,activity,timestamp\n"
        "1,Pick,2025-03-03 09:00\n1,Ship,2025-03-03 10:00\n"
        "2,Pick,2025-03-03 09:00\n2,On hold,2025-03-03 11:00\n"
    )
    rows, cases, findings = read(text, tmp_path)
    assert [case["resolved_at"] for case in cases] == [BEGIN + timedelta(hours=1), None]
    assert [row["case_id"] for row in rows if row["kind"] == "resolved"] == ["1"]
    assert ids(findings) == {"resolved-by-last-event", "unknown-state"}


def test_a_log_of_open_cases_resolves_none(tmp_path: Path) -> None:
    _, (case,), findings = read(log([("New", ""), ("Wait", ""), ("In progress", "")]), tmp_path)
    assert (case["resolved_at"], findings) == (None, [])


def test_a_start_ends_no_case(tmp_path: Path) -> None:
    _, (case,), _ = read(log([("Pick", "start"), ("Pick", "complete"), ("Ship", "start")]), tmp_path)
    assert case["resolved_at"] is None


def test_events_of_one_moment_keep_the_order_of_the_log(tmp_path: Path) -> None:
    text = "case,activity,timestamp\n" + "".join(
        f"1,{word},2025-03-03 09:00\n" for word in ("New", "In progress", "Wait", "Active", "Resolved")
    )
    rows, _, _ = read(text, tmp_path)
    assert [row["kind"] for row in rows] == ["opened", "working", "waiting_on_other", "resumed", "resolved"]
    assert [row["number"] for row in rows] == sorted({int(str(row["number"])) for row in rows})


def test_the_rows_of_rabobank_s_incidents_are_read_as_they_are(tmp_path: Path) -> None:
    text = (
        "Incident ID;DateStamp;IncidentActivity_Number;IncidentActivity_Type;Assignment Group;KM number\n"
        "IM1;07-01-2013 08:17:17;001;Open;TEAM1;KM1\n"
        "IM1;13-01-2013 09:00:00;002;Reassignment;TEAM2;KM1\n"
        "IM1;14-01-2013 10:00:00;003;Closed;TEAM2;KM1\n"
    )
    rows, (case,), _ = read(text, tmp_path)
    assert [(row["kind"], row["team"]) for row in rows] == [
        ("opened", "TEAM1"), ("assigned", "TEAM2"), ("resolved", "TEAM2"), ("closed", "TEAM2"),
    ]  # fmt: skip
    assert str(case["opened_at"]) == "2013-01-07 08:17:17"
    assert case["reassigned"] == 1


def test_a_log_in_xes_becomes_what_it_becomes_as_a_table(tmp_path: Path) -> None:
    own = HERE / "event_log"
    folder = shutil.copytree(own, tmp_path / "log")
    table = folder / "exports" / "incidents.csv"
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    log = Element("log", {"xes.version": "1.0"})
    for case, events in groupby(rows, lambda row: row.pop("case:concept:name")):
        trace = SubElement(log, "trace")
        SubElement(trace, "string", key="concept:name", value=case)
        for event in events:
            happened = SubElement(trace, "event")
            for key, value in event.items():
                if value:
                    SubElement(happened, "date" if key == "time:timestamp" else "string", key=key, value=value)
    (folder / "exports" / "incidents.xes.gz").write_bytes(gzip.compress(tostring(log)))
    table.unlink()
    (folder / "mapping.yml").write_text((own / "mapping.yml").read_text("utf-8").replace("*.csv", "*.xes.gz"), "utf-8")
    rows_of, findings = facts_in(folder)
    should = expected(own)
    assert sorted(ids(findings)) == should.pop("findings")
    assert rows_of == {name: sorted(listed, key=str) for name, listed in should.items()}


def test_a_change_of_team_in_one_state_is_an_assignment(tmp_path: Path) -> None:
    text = (
        "case,activity,timestamp,group\n1,In progress,2025-03-03 09:00,A\n1,In progress,2025-03-03 10:00,A\n"
        "1,In progress,2025-03-03 11:00,B\n1,Closed,2025-03-03 12:00,B\n"
    )
    rows, _, _ = read(text, tmp_path)
    assert [row["kind"] for row in rows] == ["opened", "working", "updated", "assigned", "resolved", "closed"]


def test_events_without_a_time_are_said_and_none_at_all_is_an_error(tmp_path: Path) -> None:
    rows, _, findings = read(
        "case,activity,timestamp\n1,New,2025-03-03 09:00\n1,Wait,\n1,Closed,2025-03-04\n", tmp_path
    )
    assert [row["kind"] for row in rows] == ["opened", "resolved", "closed"]
    assert [(each.id, each.count, each.at.line) for each in findings] == [("event-without-a-time", 1, 3)]
    rows, _, findings = read("case,activity,timestamp\n1,New,\n1,Wait,\n", tmp_path)
    assert (rows, ids(findings)) == ([], {"no-event-with-a-time"})


REAL = HERE.parents[2] / "shared" / "data" / "uci_incidents_slice.csv.gz"


@pytest.mark.skipif(not REAL.is_file(), reason="the shared records are not here")
def test_reopenings_of_a_real_log_are_those_that_it_counts_itself() -> None:
    """The audit log of 2,090 ServiceNow incidents (UCI 498) says in ``reopen_count`` how often each was reopened."""
    mapping = Source(source="log", system="event_log", files=(), missing=("?",))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        staged, findings = stage(connection, mapping, [REAL], REAL.parent)
        made = {each.table: each.relation for each in staged}
        own = f"SELECT number, max(reopen_count::INT) AS times FROM read_csv('{REAL}', all_varchar = true) GROUP BY 1"
        both = f"({own}) JOIN {made['case']} ON number = case_id"
        query = f"SELECT count(*), sum(times), count_if(times = reopened) FROM {both}"
        assert connection.execute(query).fetchall() == [(2090, 25, 2090)]
        waits = f"SELECT kind, count(*) FROM {made['case_event']} WHERE kind LIKE 'waiting%' GROUP BY 1 ORDER BY 1"
        assert connection.execute(waits).fetchall() == [("waiting_on_customer", 510), ("waiting_on_other", 38)]
    assert not findings


STATES = ("New", "In Progress", "Assigned", "Wait - User", "Wait", "Resolved", "Closed", "Cancelled", "Re-opened")


@drawn(few=4, many=50)
@given(st.lists(st.lists(st.sampled_from(STATES), min_size=1, max_size=12), min_size=1, max_size=30))
def test_a_case_stands_as_its_last_state_says(lives: list[list[str]]) -> None:
    """Whatever came before: replaying the steps as clocks do gives how the log's own state says that a case stands."""
    lines = ["case,activity,lifecycle,timestamp", f"done,x,Closed,{BEGIN.isoformat()}"]
    for case, life in enumerate(lives):
        lines += [f"{case},x,{state},{(BEGIN + timedelta(hours=n)).isoformat()}" for n, state in enumerate(life)]
    with TemporaryDirectory() as folder:
        rows, _, _ = read("\n".join(lines) + "\n", Path(folder))
    for case, life in enumerate(lives):
        own = [row for row in rows if row["case_id"] == str(case)]
        events = [Event(row["at"], str(row["kind"]), row["number"]) for row in own]  # type: ignore[arg-type]
        moments = life_of({}, events, BEGIN).moments
        stands = {moment.at: moment.step for moment in moments}
        assert [_side(step) for step in stands.values()] == [_side(meaning_of("x", each, {}).kind) for each in life]
        assert moments[0].kind == "opened"


def _side(step: str | None) -> str:
    """Give how a step leaves a case: open, waiting on whom, or done."""
    assert step in (*PHASES, QUEUED)
    return step if step in WAITING else "done" if step in DONE else "open" if step in OPEN else str(step)
