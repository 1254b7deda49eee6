"""What the browser writes is what the next run reads: a concern becomes a fact, a pilot's figures become its page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.cli.calling import starter
from tests.web.test_pilots import running
from tests.web.visiting import at, visitor
from truegreen.web.models import EntryRow, Member
from truegreen.web.shown.shelf import record_of
from truegreen.web.work.doing import Doing
from truegreen.web.work.jobs.run import do
from truegreen.web.work.queue import take

pytestmark = pytest.mark.slow
ACCOUNTS = """source: accounts
files: ["data/accounts.csv"]
facts:
  account: {columns: {account_id: id, started_on: since, decision_on: notice, ended_on: end}}
"""
FIRST = date(2025, 1, 1)
WHO = "client-commercial"


@pytest.fixture
def project(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a workspace over the starter project with accounts, one of which has an odd name."""
    folder = starter(tmp_path / "project")
    (folder / "sources" / "accounts.yml").write_text(ACCOUNTS, "utf-8")
    rows = ["id,since,notice,end"]
    for number in range(120):
        notice = FIRST + timedelta(days=40 + 2 * number)
        days = f"{notice},{notice + timedelta(days=60)}" if number % 3 == 0 else ","
        rows.append(f"a / {number},2024-06-01,{days}")
    (folder / "data" / "accounts.csv").write_text("\n".join(rows) + "\n", "utf-8")
    monkeypatch.setattr(settings, "FOLDER", folder)
    Member.objects.get(key=f"p-{WHO}").seats.create(agreement="care", side="client", post=WHO)
    return folder


def ran() -> None:
    job = take("one")
    assert job is not None
    assert job.kind == "run"
    do(Doing(job.says, job.by, lambda what, done, of: None))


def test_a_concern_is_in_the_record_after_the_run_that_was_asked_for(project: Path) -> None:
    browser, day = visitor(WHO), "2025-02-03"
    said = {"account": "a / 4", "kind": "sales concern", "on": day, "severity": "4", "by": "Me", "once": "k"}
    assert browser.post(at("hear", "care"), said).status_code == 302
    place = at("accounts/a%20/%204", "care")
    assert "not yet in a run" in browser.get(place).content.decode()
    assert (project / "heard" / "2025-02.csv").is_file()
    ran()
    known = record_of("care", "accounts-known")
    assert known is not None
    (heard,) = known["accounts"]["a / 4"]
    assert (heard["kind"], heard["on"], heard["severity"]) == ("sales_concern", day, 4)
    page = browser.get(place).content.decode()
    assert "3 Feb 2025: sales concern" in page
    assert "not yet in a run" not in page
    assert list(EntryRow.objects.values_list("name", flat=True)) == ["truegreen.heard.added", "truegreen.run.made"]
    unknown = browser.post(at("hear", "care"), {**said, "account": "a / 400", "once": "k2"})
    assert unknown.status_code == 422
    assert "No record knows the account" in unknown.content.decode()


def test_a_pilot_that_may_end_says_so_after_a_run(project: Path) -> None:
    running(project)
    browser = visitor(WHO)
    said = {"account": "a / 4", "kind": "praise", "on": "2025-02-03", "once": "k"}
    assert browser.post(at("hear", "care"), said).status_code == 302
    ran()
    kept = record_of("care", "pilot/chat")
    assert kept is not None
    assert (kept["ends"], kept["verdict"]) == (True, "established")
    page = browser.get(at("pilots/chat", "care")).content.decode()
    assert "Write this down as its conclusion" in page
    assert "Evidence A" in page
