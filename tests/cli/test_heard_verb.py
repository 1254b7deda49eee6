"""The verb of commercial signals: one is entered, checked and counted; their worth is text, record and page."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.cli.calling import call, starter
from truegreen.facts.store import Store
from truegreen.model.entered import Kind
from truegreen.reports.heard_words import NAMES

ACCOUNTS = """source: accounts
files: ["data/accounts.csv"]
facts:
  account: {columns: {account_id: id, started_on: since, decision_on: notice, ended_on: end}}
"""
SIGNALS = """source: crm
files: ["data/signals.csv"]
zone: Europe/London
facts:
  signal: {columns: {account_id: id, at: day, kind: what, severity: how, said_by: who}}
"""
LEAVERS = 40
_FIRST = date(2025, 1, 1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with 120 accounts, every third of which leaves, half of them after a competitor was named."""
    folder = starter(tmp_path / "project")
    (folder / "sources" / "accounts.yml").write_text(ACCOUNTS, "utf-8")
    (folder / "sources" / "crm.yml").write_text(SIGNALS, "utf-8")
    accounts, signals = ["id,since,notice,end"], ["id,day,what,how,who"]
    for number in range(3 * LEAVERS):
        notice = _FIRST + timedelta(days=40 + 2 * number)
        leaves = number % 3 == 0
        days = f"{notice},{notice + timedelta(days=60)}" if leaves else ","
        accounts.append(f"a{number},2024-06-01,{days}")
        if leaves and number % 2:
            signals.append(f"a{number},{notice - timedelta(days=20)},competitor_named,4,Ana Reyes")
        signals.append(f"a{number},{_FIRST + timedelta(days=number)},praise,,Bo Li")
    (folder / "data" / "accounts.csv").write_text("\n".join(accounts) + "\n", "utf-8")
    (folder / "data" / "signals.csv").write_text("\n".join(signals) + "\n", "utf-8")
    return folder


def _facts(folder: Path) -> list[tuple[object, ...]]:
    store = Store(folder / ".truegreen")
    files = [str(each) for each in store.files(store.read().of("signal").values())]
    query = 'SELECT account_id, "on", kind, severity, said_by FROM read_parquet($files) ORDER BY ALL'
    return duckdb.execute(query, {"files": files}).fetchall()


def test_a_signal_is_entered_read_without_a_mapping_and_its_teller_is_one_person(project: Path) -> None:
    words = ("--on", "2025-03-03", "--by", " ana reyes", "--severity", 3)
    said = call("heard", "add", "a5", "sales-concern", project, *words)
    assert said.exit_code == 0, said.output
    table = (project / "heard" / "2025-03.csv").read_text("utf-8")
    who = re.search(r"p-[0-9a-f]{16}", table)
    assert who
    assert table == f"account,kind,on,severity,by\na5,sales_concern,2025-03-03,3,{who[0]}\n"
    assert "reyes" not in said.output.lower() + table.lower()
    assert call("run", project).exit_code == 0
    facts = _facts(project)
    assert ("a5", date(2025, 3, 3), "sales_concern", 3, who[0]) in facts
    assert {row[4] for row in facts if row[2] == "competitor_named"} == {who[0]}
    again = json.loads(call("heard", "add", "a5", "complaint", project, "--on", "2025-03-01", "--json").stdout)
    assert again["file"] == "heard/2025-03.csv"
    lines = (project / "heard" / "2025-03.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1] for line in lines] == ["kind", "complaint", "sales_concern"]


def test_what_is_wrong_is_refused_all_at_once_and_nothing_is_written(project: Path) -> None:
    call("run", project)
    wrong = call("heard", "add", "a999", "rival", project, "--on", "31.3.2025", "--severity", "high", "--json")
    assert wrong.exit_code == 1
    found = {each["id"] for each in json.loads(wrong.stdout)["findings"]}
    assert found == {"unknown-signal", "not-a-date", "odd-severity", "unknown-account"}
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    early = call("heard", "add", "a1", "complaint", project, "--on", tomorrow)
    assert early.exit_code == 1
    assert "heard-in-future" in early.output
    assert not (project / "heard").exists()
    assert call("heard", "add", "a1", "Complaint", project, "--on", "2025-02-02").exit_code == 0
    assert call("heard", "add", "a1", "Competitor named", project, "--on", "2025-02-02").exit_code == 0
    twice = call("heard", "add", "a1", "complaint", project, "--on", "2025-02-02")
    assert twice.exit_code == 1
    assert "heard/2025-02.csv:3" in twice.output


def test_a_broken_table_stops_the_run_with_its_line(project: Path) -> None:
    (project / "heard").mkdir()
    (project / "heard" / "mine.csv").write_text("account,kind,on,severity,by\na1,rival,2025-01-01,,\n", "utf-8")
    said = call("run", project)
    assert said.exit_code == 1
    assert "heard/mine.csv:2: error[unknown-signal]" in said.output


@pytest.mark.slow
def test_what_they_were_worth_is_said_shown_and_drawn(project: Path, tmp_path: Path) -> None:
    call("run", project)
    page, picture = tmp_path / "heard.html", tmp_path / "heard.svg"
    said = call("heard", project, "--page", page, "--picture", picture)
    assert said.exit_code == 0, said.output
    assert "What was it worth?" in said.output
    assert "competitor named" in said.output
    assert "WHO HEARS" in said.output
    assert said.output.count("See also") == 1
    assert "competitor named" in page.read_text("utf-8")
    assert picture.read_text("utf-8").startswith("<svg")
    record = json.loads(call("heard", "worth", project, "--json").stdout)
    assert {each["kind"] for each in record["kinds"]} == {"competitor_named", "praise"}
    opened = json.loads(call("heard", project, "--open", "competitor_named", "--json").stdout)
    assert len(opened["signals"]) == LEAVERS // 2
    listed = call("heard", project, "--open", "praise").output
    assert listed.count("\na") == 3 * LEAVERS


def test_where_nothing_was_heard_it_says_so(tmp_path: Path) -> None:
    folder = starter(tmp_path / "starter")
    assert call("heard", folder).exit_code == 1
    call("run", folder)
    said = call("heard", folder)
    assert said.exit_code == 0, said.output
    assert "Nobody can say: no warning was heard." in said.output
    record = json.loads(call("heard", folder, "--json").stdout)
    assert "no-signals" in {each["id"] for each in record["findings"]}


def test_every_kind_has_a_name() -> None:
    assert set(NAMES) == set(Kind)
