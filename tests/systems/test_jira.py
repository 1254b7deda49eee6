"""Jira: what issues, their history, comments and SLAs mean, on made exports and on published ones."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.systems.reading import HERE, expected, facts_in
from truegreen.model.finding import has_errors
from truegreen.systems.jira.dates import read

SEEDS = HERE.parents[2] / "shared" / "data" / "connector_seeds" / "jira"
seeds = pytest.mark.skipif(not SEEDS.exists(), reason=f"the published exports are not here: {SEEDS}")
Rows = dict[str, list[dict[str, str]]]
# From these the system takes nothing; names of ids and of people say something only together with issues.
NOT_NEEDED = {
    "component.csv", "epic.csv", "field_option.csv", "issue_link.csv", "issue_multiselect_history.csv", "project.csv",
    "project_board.csv", "project_category.csv", "resolution.csv", "sprint.csv", "status_category.csv",
    "user_group.csv", "version.csv",
}  # fmt: skip


def made(folder: Path, mapping: str = "", **exports: object) -> tuple[Rows, list[str]]:
    """Give the facts that exports become, each written as a list in a JSON document, and the ids of the findings."""
    (folder / "mapping.yml").write_text(f'source: requests\nsystem: jira\nfiles: ["*.json"]\n{mapping}', "utf-8")
    for name, records in exports.items():
        (folder / f"{name}.json").write_text(json.dumps({name: records}), "utf-8")
    rows, findings = facts_in(folder)
    return rows, [each.id for each in findings]


def at(hour: float) -> str:
    return f"{datetime(2025, 3, 3, 9) + timedelta(hours=hour):%Y-%m-%dT%H:%M:%S.000+0000}"


def change(field: str, was: str | None, became: str | None) -> dict[str, object]:
    return {"field": field, "from": was, "fromString": was, "to": became, "toString": became}


def issue(status: str, category: str, *changes: dict[str, object], **fields: object) -> dict[str, object]:
    """Give an issue whose changes came one hour after another."""
    histories = [{"id": str(n), "created": at(n), "items": [each]} for n, each in enumerate(changes, 1)]
    usual = {
        "created": at(0),
        "reporter": {"accountId": "c"},
        "creator": {"accountId": "c"},
        "priority": {"name": "P2"},
    }
    state = {"status": {"name": status, "statusCategory": {"key": category}}}
    log = {"total": len(histories), "histories": histories[::-1]}
    return {"id": "1", "key": "A-1", "fields": {**usual, **state, **fields}, "changelog": log}


def kinds(rows: Rows) -> list[str]:
    """Give the steps of all cases in their order."""
    ordered = sorted(rows["case_event"], key=lambda each: (each["case_id"], each["at"], int(each["number"])))
    return [each["kind"] for each in ordered]


@pytest.mark.parametrize("shape", ["jira_warehouse", "jira_search"])
def test_other_shapes_become_what_they_should(shape: str) -> None:
    """The tables of a warehouse and the CSV of a search are read like the JSON of the API."""
    rows, findings = facts_in(HERE / shape)
    should = expected(HERE / shape)
    assert sorted({each.id for each in findings}) == should.pop("findings")
    assert {table: sorted(each, key=str) for table, each in rows.items() if each} == {
        table: sorted(each, key=str) for table, each in should.items() if each
    }


def test_changelogs_and_a_warehouse_tell_one_life() -> None:
    """The same request has the same steps, whether names or ids tell them."""

    def life(folder: str) -> list[tuple[str, ...]]:
        rows, _ = facts_in(HERE / folder)
        told = [each for each in rows["case_event"] if each["case_id"] == "FS-1"]
        return sorted(tuple(f"{key}={each[key]}" for key in sorted(each) if key != "number") for each in told)

    assert life("jira") == life("jira_warehouse")


def test_a_request_begins_with_what_it_had_then(tmp_path: Path) -> None:
    """The oldest change says what was before it; what never changed was always so."""
    one = issue(
        "Done", "done", change("priority", "P4", "P3"), change("priority", "P3", "P2"), change("status", "Open", "Done")
    )
    rows, _ = made(tmp_path, issues=[{**one, "fields": {**one["fields"], "assignee": {"accountId": "a"}}}])  # type: ignore[dict-item]
    opened = next(each for each in rows["case_event"] if each["kind"] == "opened")
    assert (opened["priority"], opened["state"], opened["agent_id"]) == ("P4", "Open", "a")
    assert rows["case"][0]["priority"] == "P2"


def test_without_its_changelog_nobody_knows_how_it_began(tmp_path: Path) -> None:
    """What a request is today is not taken for what it was; nor is the last page of a changelog its beginning."""
    bare = {**issue("Done", "done"), "changelog": None}
    rows, said = made(tmp_path, issues=[bare])
    assert "priority" not in rows["case_event"][0]
    assert not said
    cut = issue("Done", "done", change("status", "Open", "Done"))
    cut["changelog"] = {**cut["changelog"], "total": 250}  # type: ignore[dict-item]
    assert made(tmp_path, issues=[cut])[1] == ["cut-history"]


@pytest.mark.parametrize(
    ("changes", "steps"),
    [
        ([("status", "Open", "Sichten"), ("status", "Sichten", "Erledigt")], ["opened", "working", "resolved"]),
        ([("status", "Open", "Done"), ("status", "Done", "Erledigt")], ["opened", "resolved", "updated"]),
        ([("status", "Done", "Waiting for customer")], ["opened", "resolved", "reopened", "waiting_on_customer"]),
        ([("status", "Open", "Pending"), ("status", "Pending", "Open")], ["opened", "waiting_on_other", "resumed"]),
        ([("status", "Open", "Closed")], ["opened", "resolved", "closed"]),
        ([("status", "Open", "Canceled")], ["opened", "cancelled"]),
        ([("resolution", None, "Fixed"), ("resolution", "Fixed", None)], ["opened", "resolved", "reopened"]),
        ([("resolution", "Fixed", "Done")], ["opened"]),
    ],
)
def test_statuses_and_resolutions_are_steps(
    tmp_path: Path, changes: list[tuple[str, str | None, str | None]], steps: list[str]
) -> None:
    """By name, else by category; a resolution counts alone where no status changes with it."""
    statuses = [
        {"id": "1", "name": "Sichten", "statusCategory": {"key": "indeterminate"}},
        {"id": "2", "name": "Erledigt", "statusCategory": {"key": "done"}},
        {"id": "3", "name": "Open", "statusCategory": {"key": "new"}},
    ]
    one = issue("Open", "new", *(change(*each) for each in changes))
    rows, said = made(tmp_path, issues=[one], statuses=statuses)
    assert kinds(rows) == steps
    assert not said


def test_an_unknown_status_is_told(tmp_path: Path) -> None:
    """A status of which neither name, category nor mapping says anything is no step of any clock."""
    one = issue("Open", "new", change("status", "Open", "Parked"))
    assert made(tmp_path, issues=[one])[1] == ["unknown-state"]
    rows, said = made(tmp_path, "states: {Parked: waiting_on_other}", issues=[one])
    assert (kinds(rows), said) == (["opened", "waiting_on_other"], [])


def test_who_answers(tmp_path: Path) -> None:
    """Internal comments are nothing, portal customers speak for the customer, apps for nobody."""
    people = [("a", "atlassian", False), ("p", "customer", True), ("bot", "app", True), ("c", "atlassian", True)]
    comments = [
        {"id": str(n), "created": at(n), "jsdPublic": public, "author": {"accountId": who, "accountType": kind}}
        for n, (who, kind, public) in enumerate([*people, ("a", "atlassian", True)], 1)
    ]
    rows, _ = made(tmp_path, issues=[issue("Open", "new", comment={"comments": comments})])
    assert kinds(rows) == ["opened", "customer_replied", "customer_replied", "responded"]
    assert rows["case"][0]["first_response_at"] == "2025-03-03 14:00:00"


def test_comments_of_their_own_find_their_issue(tmp_path: Path) -> None:
    """A comment names its issue only in its address."""
    comment = {
        "id": "9", "self": "https://x/rest/api/3/issue/1/comment/9", "author": {"accountId": "a"}, "created": at(1),
        "jsdPublic": True,
    }  # fmt: skip
    assert kinds(made(tmp_path, issues=[issue("Open", "new")], comments=[comment])[0]) == ["opened", "responded"]


def test_cycles_of_an_older_kind(tmp_path: Path) -> None:
    """A cycle was once written with plain numbers; its clock has the name of the field, where that is exported."""
    cycle = {
        "goalTime": 7_200_000,
        "startDate": 1_741_000_000_000,
        "elapsedTime": 100_500,
        "breached": True,
        "paused": False,
    }
    one = issue("Open", "new", customfield_1={"completedCycles": [None, 7, {}], "ongoingCycle": cycle})
    rows, _ = made(tmp_path, issues=[one], fields=[{"id": "customfield_1", "name": "Time to first response"}])
    assert rows["declared_clock"] == [
        {
            "case_id": "A-1", "clock": "Time to first response", "number": "1", "state": "running",
            "started_at": "2025-03-03 11:06:40", "target_seconds": "7200", "business_seconds": "100",
            "breached": "true",
        }
    ]  # fmt: skip


def test_odd_json_is_said_and_breaks_nothing(tmp_path: Path) -> None:
    """A changelog that was cut stops; items, comments and fields of another shape are passed over."""
    broken = {**issue("Open", "new"), "changelog": {"histories": '[{"id": "1"'}}
    odd = {**issue("Open", "new", comment={"comments": [1, None, {"created": "never"}]}), "id": "2", "key": "A-2"}
    odd["changelog"] = {"histories": [1, {"items": 3}, {"created": "x", "items": [{"field": "status"}]}]}
    assert made(tmp_path, issues=[broken, odd]) == ({}, ["unreadable-value"])
    rows, said = made(tmp_path, issues=[odd])
    assert not said
    assert set(kinds(rows)) == {"opened"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("04/Mar/24 9:12 PM", "2024-03-04 20:12:00"),
        ("04/Mar/24 12:05 AM", "2024-03-03 23:05:00"),
        ("4. März 2024 09:12", "2024-03-04 08:12:00"),
        ("04/févr./24 09:12", "2024-02-04 08:12:00"),
        ("31-Dic-2024, 23:59", "2024-12-31 22:59:00"),
        ("04.03.24 09:12", "2024-03-04 08:12:00"),
        ("2024-07-04 09:12", "2024-07-04 07:12:00"),
        ("2024-07-04T09:12:00.000+0000", "2024-07-04 09:12:00"),
        ("03/04/24 09:12", None),
        ("31.02.24 09:12", None),
        ("04/Foo/24 09:12", None),
        ("soon", None),
    ],
)
def test_dates_of_a_csv_are_read_without_guessing(text: str, meant: str | None) -> None:
    """Months in words and days before dots are clear; numbers with slashes are not."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        query = f"SELECT CAST({read('given', 'Europe/Berlin')} AS VARCHAR) FROM (SELECT ? AS given)"
        assert connection.execute(query, [text]).fetchall() == [(meant,)]


def test_a_csv_with_unclear_dates_is_refused(tmp_path: Path) -> None:
    """Nothing is staged, and the finding says which column."""
    (tmp_path / "mapping.yml").write_text("source: s\nsystem: jira\nfiles: [search.csv]\n", "utf-8")
    (tmp_path / "search.csv").write_text("Issue key,Created,Status\nA-1,03/04/24 09:12,Open\n", "utf-8")
    rows, findings = facts_in(tmp_path)
    assert not rows
    assert [(each.id, each.at.line, "created" in each.says) for each in findings] == [("unreadable-value", 2, True)]


@pytest.mark.slow
@seeds
@pytest.mark.parametrize("name", sorted(each.name for each in SEEDS.glob("*.csv")) or ["none"])
def test_every_published_table_is_recognised(tmp_path: Path, name: str) -> None:
    """Each file loads by itself, or says nothing that a fact needs and is known for that."""
    (tmp_path / "mapping.yml").write_text("source: s\nsystem: jira\nfiles: [seeds/*.csv]\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / name).symlink_to(SEEDS / name)
    rows, findings = facts_in(tmp_path)
    assert not has_errors(findings)
    assert "unknown-export" not in {each.id for each in findings}
    assert (name in NOT_NEEDED) == ("not-needed" in {each.id for each in findings})
    if name in NOT_NEEDED:
        assert not any(rows.values())


@seeds
def test_the_published_tables_together(tmp_path: Path) -> None:
    """Ids have their names; no status changed in them, so no step says more than that issues were opened."""
    (tmp_path / "mapping.yml").write_text("source: s\nsystem: jira\nfiles: [seeds/*.csv]\n", "utf-8")
    (tmp_path / "seeds").symlink_to(SEEDS)
    rows, findings = facts_in(tmp_path)
    assert {each.at.file.removeprefix("seeds/") for each in findings if each.id == "not-needed"} == NOT_NEEDED
    assert {each.id for each in findings} == {"not-needed"}
    found = {each["case_id"]: (each["priority"], each.get("team"), each.get("zone")) for each in rows["case"]}
    assert found == {
        "TP-8": ("Medium", None, "America/Los_Angeles"),
        "TP-12": ("Lowest", "Omega", "America/Los_Angeles"),
        "TCP-1": ("Medium", "Delta", "America/Los_Angeles"),
        "TP-10": ("Highest", "Alpha", "America/Los_Angeles"),
    }
    assert {each["kind"] for each in rows["case_event"]} == {"opened", "assigned", "responded"}
