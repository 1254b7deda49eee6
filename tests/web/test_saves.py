"""Saves: assigned from the account, followed to their end; who was drawn by lot to be left alone is left alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor
from truegreen.files.alerts import COLUMNS
from truegreen.web.models import EntryRow, MatterRow
from truegreen.web.shown.accounts import arms

OWNER = "p-client-commercial"


def assigned(account: str, who: str = "client-commercial", **other: str) -> tuple[int, str]:
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    answer = visitor(who).post(at("open/save"), {
        "about": f"account:{account}", "title": "Visit the new desk lead", "owner": OWNER, "by_day": day, **other,
    })  # fmt: skip
    return answer.status_code, answer.content.decode()


def written(folder: Path, as_of: date, arm: str, account: str = "A-1") -> None:
    (folder / "alerts").mkdir(exist_ok=True)
    row = [account, "p-one", arm, "0.2", "100", "EUR", as_of.isoformat(), "3", "1", "run"]
    (folder / "alerts" / f"{as_of:%Y-%m}.csv").write_text(f"{','.join(COLUMNS)}\n{','.join(row)}\n", "utf-8")


def test_a_save_from_the_account_to_its_end(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        browser = visitor("client-commercial")
        page = browser.get(at("accounts/A-1")).content.decode()
        link = "/a/acme-care/open/save?about=account%3AA-1&amp;owner=p-client-commercial"
        assert link in page
        form = browser.get(link.replace("&amp;", "&")).content.decode()
        assert '<option value="p-client-commercial" selected>' in form
        assert assigned("A-1")[0] == 302
        listed = browser.get(at("accounts")).content.decode()
        assert "Saves under way" in listed
        assert "<h3>Client commercial</h3>" in listed
        assert link not in browser.get(at("accounts/A-1")).content.decode()
        place = at("matter/save-1")
        assert 'href="/a/acme-care/accounts/A-1"' in browser.get(place).content.decode()
        assert "accounts/A-1" not in visitor("provider-finance").get(place).content.decode()
        assert browser.post(f"{place}/try", {"seen": "1", "done": "Visited"}).status_code == 302
        said = {"seen": "2", "became": "it stays", "outcome": "Renewed"}
        assert browser.post(f"{place}/conclude", said).status_code == 302
        assert MatterRow.objects.get().stage == "stays"
        assert "Saves under way" not in browser.get(at("accounts")).content.decode()
        assert "It stays" in browser.get(at("accounts/A-1")).content.decode()


def test_held_out_in_a_written_month_cannot_be_assigned_until_its_months_are_over(workspace: Path) -> None:
    today = timezone.localdate()
    with shelf(workspace, risk("A-1", 1, alert="beyond the budget")):
        written(workspace, today - timedelta(days=20), "held out")
        page = visitor("client-commercial").get(at("accounts/A-1")).content.decode()
        assert "held out" in page
        assert "open/save" not in page
        form = visitor("client-commercial").get(at("open/save?about=account:A-1")).content.decode()
        assert "drawn by lot to be left alone" in form
        status, told = assigned("A-1")
        assert status == 422
        assert "drawn by lot to be left alone: how held-out accounts fare is how saves are measured" in told
        assert not MatterRow.objects.exists()
        assert not EntryRow.objects.exists()
        assert arms("acme-care", today + timedelta(days=120)) == {"A-1": ""}


def test_held_out_by_the_ranking_cannot_be_assigned_before_it_is_written(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1, alert="held out"), risk("A-2", 2)):
        assert assigned("A-1")[0] == 422
        assert assigned("A-2")[0] == 302


def test_whose_owner_was_told_can_be_assigned_and_the_save_says_so(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        written(workspace, timezone.localdate() - timedelta(days=20), "treated")
        assert assigned("A-1")[0] == 302
        assert MatterRow.objects.get().says["arm"] == "treated"


def test_the_later_month_counts(workspace: Path) -> None:
    today = timezone.localdate()
    with shelf(workspace, risk("A-1", 1)):
        written(workspace, today - timedelta(days=70), "held out")
        written(workspace, today - timedelta(days=10), "treated")
        assert arms("acme-care", today) == {"A-1": "treated"}


def test_the_program_is_refused_too(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1, alert="held out")):
        says = {"title": "Visit", "owner": OWNER, "by_day": "2027-01-01"}
        answer = visitor("client-commercial").post(
            "/api/v1/agreements/acme-care/matters", {"kind": "save", "about": "account:A-1", "says": says},
            content_type="application/json", HTTP_IDEMPOTENCY_KEY="k1",
        )  # fmt: skip
        assert answer.status_code == 422, answer.content
        assert not MatterRow.objects.exists()
