"""What somebody heard: one row of a real file, one entry, once; findings stand at their fields."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from tests.web.people import AGREEMENT
from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor
from truegreen.model.entered import Kind
from truegreen.units.period import parse_period
from truegreen.web.models import EntryRow, Job
from truegreen.web.shown.accounts import heard_since
from truegreen.web.shown.packs import governed_for


def said(**other: str) -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=1)
    return {"account": "A-1", "kind": "sales concern", "on": day.isoformat(), "severity": "4",
            "by": "Somebody Else", "once": "h1", **other}  # fmt: skip


def rows(folder: Path) -> list[dict[str, Any]]:
    return [
        each for path in sorted((folder / "heard").glob("*.csv"))
        for each in csv.DictReader(path.read_text("utf-8").splitlines())
    ]  # fmt: skip


def test_a_sales_concern_stands_in_the_file_the_journal_and_on_the_account(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        told, browser = said(), visitor("client-commercial")
        assert browser.post(at("hear"), told).headers["Location"] == "/a/acme-care/accounts/A-1"
        (row,) = rows(workspace)
        assert (row["account"], row["kind"], row["on"], row["severity"]) == ("A-1", "sales_concern", told["on"], "4")
        assert row["by"].startswith("p-")
        assert "Somebody" not in (workspace / "heard" / f"{told['on'][:7]}.csv").read_text("utf-8")
        entry = EntryRow.objects.get(name="truegreen.heard.added")
        assert entry.says == f"Sales concern heard on {told['on']}."
        assert (entry.about, entry.side, entry.after["severity"]) == ("account:A-1", "client", "4")
        assert row["by"] not in str(entry.after)
        page = browser.get(at("accounts/A-1")).content.decode()
        assert page.count("not yet in a run") == 2  # in the list, and on the drawing of what happened
        assert f"{told['on']}: sales concern, not yet in a run" in page
        assert list(Job.objects.values_list("kind", "asked_by")) == [("run", "p-client-commercial")]


def test_the_list_and_the_pack_tell_it_before_any_run(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1), risk("A-2", 2)):
        told, browser = said(), visitor("client-commercial")
        browser.post(at("hear"), told)
        listed = browser.get(at("accounts")).content.decode()
        assert listed.count("not yet in a run") == 1
        assert 'sales concern <span class="quiet">' in listed
        day = date.fromisoformat(told["on"])
        assert [each.account for each in heard_since(AGREEMENT, day, day)] == ["A-1"]
        assert heard_since(AGREEMENT, day + timedelta(days=1), day + timedelta(days=9)) == ()
        governed = governed_for(AGREEMENT, parse_period(f"{day:%Y-%m}"), day)
        assert [each.kind for each in governed.heard] == [Kind.SALES_CONCERN]


def test_sent_twice_it_is_one_and_so_is_the_run(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        browser = visitor("client-commercial")
        for once in ("h1", "h1"):
            assert browser.post(at("hear"), said(once=once)).status_code == 302
        assert browser.post(at("hear"), said(once="h2", kind="praise")).status_code == 302
        assert len(rows(workspace)) == EntryRow.objects.count() == 2
        assert Job.objects.count() == 1
        again = browser.post(at("hear"), said(once="h3"))
        assert again.status_code == 422
        assert "stands at heard/" in again.content.decode()
        assert len(rows(workspace)) == 2


@pytest.mark.slow
def test_what_several_add_at_once_all_stands(workspace: Path) -> None:
    def add(kind: Kind) -> int:
        try:
            answer = visitor("client-commercial").post(at("hear"), said(kind=str(kind), once=f"once-{kind}"))
            return answer.status_code
        finally:
            connections.close_all()

    with shelf(workspace, risk("A-1", 1)), ThreadPoolExecutor(4) as pool:
        assert set(pool.map(add, Kind)) == {302}
        assert {each["kind"] for each in rows(workspace)} == {str(each) for each in Kind}
        assert EntryRow.objects.count() == len(Kind)
        assert Job.objects.count() == 1


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(workspace: Path) -> None:
    later = (timezone.localdate() + timedelta(days=3)).isoformat()
    with shelf(workspace, risk("A-1", 1)):
        answer = visitor("client-commercial").post(at("hear"), said(on=later, account="<i>A-1", severity="4"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#ask-on"' in page
        assert "is still to come" in page
        assert 'value="&lt;i&gt;A-1"' in page
        wrong = visitor("client-commercial").post(at("hear"), {"account": " ", "kind": "gossip", "on": "", "once": "x"})
        told = wrong.content.decode()
        assert all(f'href="#ask-{name}"' in told for name in ("account", "kind", "on"))
        assert (rows(workspace), EntryRow.objects.count(), Job.objects.count()) == ([], 0, 0)


def test_the_form_begins_with_today_and_oneself(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        page = visitor("provider-analyst").get(at("hear?account=A-1")).content.decode()
        assert f'value="{timezone.localdate().isoformat()}"' in page
        assert 'value="Provider analyst"' in page


def test_who_may_not_is_told_so_on_the_page_of_the_account(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        assert "you may not add what customers said" in visitor("auditor").get(at("accounts/A-1")).content.decode()
        assert visitor("auditor").post(at("hear"), said()).status_code == 403
        assert rows(workspace) == []
