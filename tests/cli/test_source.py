"""``truegreen source``: systems are listed, and their exports are known from ordinary tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.cli.calling import call
from tests.systems.reading import HERE
from truegreen.files.parsing import load
from truegreen.model.finding import Finding
from truegreen.sources.mappings import mapping_of
from truegreen.systems.catalogue import system
from truegreen.systems.likely import likely
from truegreen.systems.places import names
from truegreen.systems.profile import kinds
from truegreen.systems.staging import stage


@pytest.mark.parametrize("name", names())
def test_every_system_says_what_its_tables_become(name: str) -> None:
    """What a fixture becomes is what the list says; a table that nobody needs becomes nothing."""
    of = system(name)
    told = {each.entity.name: each for each in kinds(of)}
    assert list(told) == [each.name for each in of.entities]
    assert all(not (each.becomes or each.helps) for each in told.values() if each.entity.unused)
    assert any(each.becomes for each in told.values())
    record = json.loads(call("source", "systems", name, "--json").stdout)
    assert {each["name"]: each["becomes"] for each in record["kinds"]} == {
        name: list(each.becomes) for name, each in told.items()
    }


def test_one_system_as_text() -> None:
    text = call("source", "systems", "zendesk").stdout
    assert "ticket (or tickets, tickets_export)\n  becomes   case, case_event, declared_clock\n" in text
    assert "  needs     id, created_at\n" in text
    assert "group (or groups)\n  helps     case, case_event, declared_clock\n" in text
    assert "Recognised and not needed: brand, daylight_time," in text
    assert "case_status" in call("source", "systems", "salesforce").stdout


def test_all_systems_are_listed() -> None:
    assert [each["name"] for each in json.loads(call("source", "systems", "--json").stdout)] == list(names())
    assert "five9           Five9: the call log report.\n" in call("source", "systems").stdout
    wrong = call("source", "systems", "zendes")
    assert wrong.exit_code == 2
    assert "Did you mean zendesk" in wrong.output


KNOWN = (
    ("zendesk/exports/tickets.json", "zendesk"), ("servicenow/exports/task_sla.csv", "servicenow"),
    ("jira/exports/issues.json", "jira"), ("salesforce/exports/Case.json", "salesforce"),
    ("five9/exports/call_log.csv", "five9"), ("amazon_connect/exports/records-1.jsonl", "amazon_connect"),
    ("talkdesk/exports/contacts.csv", "talkdesk"), ("genesys/exports/conversations-1.json", "genesys"),
    ("qualtrics/exports/distribution_contact.csv", "qualtrics"), ("formbricks/exports/page1.json", "formbricks"),
)  # fmt: skip
FURTHER = (
    ("zendesk_warehouse/exports/zendesk_ticket.csv", "zendesk"), ("zendesk_view/exports/view.csv", "zendesk"),
    ("servicenow/exports/incident.json", "servicenow"), ("jira_search/exports/search.csv", "jira"),
    ("salesforce/exports/cases report.csv", "salesforce"), ("genesys/exports/interactions.csv", "genesys"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "of"), [*KNOWN, *(pytest.param(*each, marks=pytest.mark.slow) for each in FURTHER)])
def test_an_export_of_a_known_system_is_known(path: str, of: str, tmp_path: Path) -> None:
    """Its draft names the system, and can be used as it is."""
    file = Path(shutil.copy(HERE / path, tmp_path))
    (tmp_path / "mapping.yml").write_text(call("source", "guess", str(file)).stdout, "utf-8")
    findings: list[Finding] = []
    node = load(tmp_path, tmp_path / "mapping.yml", findings)
    mapping = mapping_of(node, findings) if node else None
    assert mapping
    assert (mapping.system, findings) == (of, [])
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        assert all(each.id != "unknown-export" for each in stage(connection, mapping, [file], tmp_path)[1])
    assert json.loads(call("source", "guess", str(file), "--json").stdout)["system"] == of


@pytest.mark.parametrize(
    "header",
    [
        "Ticket;Opened;Due;Solved;Closed;Group;Category;Origin;Customer;Rating",
        "id,created_at,updated_at,status,priority,requester_id,assignee_id,group_id,subject",
        "number,opened_at,resolved_at,closed_at,state,priority,assignment_group,assigned_to,caller_id,category",
        "Issue key,Issue Type,Status,Priority,Created,Resolved,Assignee,Reporter",
        "Case Number,Opened,Date Closed,Status,Priority,Case Owner,Account Name,First Response",
        "Call ID,Timestamp,Agent,Queue,Talk Time,Hold Time,After Call Work Time,Call Type",
        "Case ID,Activity,Complete Timestamp,Resource",
        "survey,response_id,score,comment,sent_at,answered_at",
        "id,name,created_at",
        "Ticket,Date,Time,Queue,Product,Action,User,Sub Status,Support Team",
    ],
)
def test_an_ordinary_table_is_nobodys(header: str, tmp_path: Path) -> None:
    """Columns that any desk may have tell no system, so that the guess looks at what they hold."""
    file = tmp_path / "export.csv"
    sign = ";" if ";" in header else ","
    file.write_text(f"{header}\n{sign.join('1' for _ in header.split(sign))}\n", "utf-8")
    assert likely(file) is None
    assert "\nsystem:" not in call("source", "guess", str(file)).output


def test_a_log_of_events_is_known_by_the_names_of_xes(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case:concept:name,concept:name,time:timestamp\n1,Open,2025-03-03T09:00:00Z\n", "utf-8")
    found = likely(file)
    assert found
    assert (found.system.name, found.entity.name) == ("event_log", "event")


def test_a_file_that_cannot_be_read_is_nobodys(tmp_path: Path) -> None:
    for name, content in {"a.json": b"[" * 100_000, "b.csv": b"", "c.zip": b"PK\x03\x04", "d.xlsx": b"\x00"}.items():
        (tmp_path / name).write_bytes(content)
        assert likely(tmp_path / name) is None


def test_a_report_is_known_by_the_labels_of_its_vendor(tmp_path: Path) -> None:
    """Nobody but Salesforce calls it Date/Time Opened."""
    file = tmp_path / "report.csv"
    file.write_text("Case Number,Date/Time Opened,Date/Time Closed,Case Owner,Status\n1,,,,\n", "utf-8")
    found = likely(file)
    assert found
    assert (found.system.name, found.entity.name) == ("salesforce", "case")
