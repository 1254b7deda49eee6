"""The example's people and matters: put in once, by the same rules as in earnest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.test import Client

from truegreen.web.acts.journal import verified
from truegreen.web.example import AGREEMENT, PEOPLE, put_in
from truegreen.web.models import EntryRow, MatterRow, Member, Notice, SeatRow

NOW = datetime(2026, 1, 20, 9, tzinfo=UTC)


def emptied() -> None:
    SeatRow.objects.all().delete()
    Member.objects.all().delete()


def test_the_example_is_a_workspace_in_use(workspace: Path) -> None:
    emptied()
    passwords = put_in(NOW)
    assert len(passwords) == len(PEOPLE)
    assert verified() == []
    assert EntryRow.objects.count() == len(PEOPLE) + 13
    assert set(MatterRow.objects.values_list("kind", flat=True)) == {
        "action", "cause", "change", "decision", "dispute", "escalation", "feedback", "initiative", "review", "risk",
    }  # fmt: skip
    assert MatterRow.objects.get(kind="dispute").stage == "denied"
    assert Notice.objects.filter(member__email=f"rui@{AGREEMENT}.example").exists()
    browser = Client(HTTP_HOST="localhost")
    email, password = next(iter(passwords.items()))
    answer = browser.post("/account/login/", {"login": email, "password": password})
    assert answer.status_code == 302
    assert "Customer care" in browser.get("/").content.decode()


def test_a_second_time_they_get_new_passwords_and_nothing_else_happens(workspace: Path) -> None:
    emptied()
    first = put_in(NOW)
    written = EntryRow.objects.count()
    again = put_in(NOW)
    assert again.keys() == first.keys()
    assert not set(again.values()) & set(first.values())
    assert EntryRow.objects.count() == written


def test_where_somebody_is_nothing_is_put_in(workspace: Path) -> None:
    assert put_in(NOW) == {}
    assert MatterRow.objects.count() == 0
