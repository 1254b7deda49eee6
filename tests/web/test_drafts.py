"""Drafts: one side keeps a measure's figures until a day; the other reads that it does, and sees all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.web.people import AGREEMENT
from tests.web.visiting import at, visitor
from truegreen.reports.rendering import Parts
from truegreen.web import models
from truegreen.web.models import EntryRow
from truegreen.web.shown.shelf import Kept, name_latest, put

TRIED, SEEN = "documents-reopened", "shipments-reopened"


def row(name: str, value: str) -> dict[str, object]:
    return {
        "id": name, "measure": {"title": name.capitalize(), "target": "9 %"}, "contract": "met", "outcome": "bad",
        "reading": {"value": value, "unit": "share", "count": 400}, "met_over_unhappy_customers": False,
    }  # fmt: skip


@pytest.fixture
def shelf(workspace: Path) -> Iterator[None]:
    """Put a month on the shelf."""
    mark, parts = "drafts", Parts("clock", "Scorecard", "", "<p>All of it, 0.0456</p>", "")
    record = {"rows": [row(TRIED, "0.0456"), row(SEEN, "0.0789")]}
    put(workspace, mark, AGREEMENT, Kept("scorecard/2025-12", record, parts))
    put(workspace, mark, AGREEMENT, Kept(f"explained/{TRIED}", {"row": row(TRIED, "0.0456")}))
    put(workspace, mark, AGREEMENT, Kept("truth", {"cells": [{"measure": TRIED}], "levels": []}, parts))
    name_latest(workspace, mark)
    yield
    (workspace / ".truegreen" / "shown" / "latest").unlink()


def kept(who: str = "provider-lead", measure: str = TRIED, days: int = 30) -> int:
    until = timezone.localdate() + timedelta(days=days)
    said = {"measure": measure, "until": until.isoformat(), "because": "The count is being checked."}
    return int(visitor(who).post(at("drafts/new"), said).status_code)


@pytest.mark.usefixtures("shelf")
def test_the_other_side_sees_all_but_the_draft_and_reads_why() -> None:
    assert "0.0456" in visitor("client-executive").get(at("scorecard")).content.decode()
    assert kept() == 302
    for who in ("client-executive", "auditor"):
        text = visitor(who).get(at("scorecard")).content.decode()
        assert "1 measure is a draft of Northline Services until" in text
        assert "4.6" not in text
        assert "0.0456" not in text
        assert "7.9 %" in text
    assert "0.0456" in visitor("provider-analyst").get(at("scorecard")).content.decode()
    assert "The count is being checked." in visitor("client-executive").get(at("drafts")).content.decode()
    truth = visitor("client-executive").get(at("truth")).content.decode()
    assert "1 measure is a draft of Northline Services until" in truth
    assert "0.0456" not in truth
    assert "0.0456" in visitor("provider-lead").get(at("truth")).content.decode()


@pytest.mark.usefixtures("shelf")
def test_programs_of_the_other_side_do_not_get_it_either() -> None:
    assert kept() == 302
    client, provider = visitor("client-executive"), visitor("provider-lead")
    start = f"/api/v1/agreements/{AGREEMENT}"
    assert [each["id"] for each in client.get(f"{start}/scorecard/2025-12").json()["rows"]] == [SEEN]
    assert client.get(f"{start}/explained/{TRIED}").status_code == 404
    assert client.get(f"{start}/truth").json()["cells"] == []
    assert len(provider.get(f"{start}/scorecard/2025-12").json()["rows"]) == 2
    assert provider.get(f"{start}/explained/{TRIED}").status_code == 200


@pytest.mark.usefixtures("shelf")
def test_it_is_over_after_its_day_and_when_its_side_shows_it() -> None:
    assert kept() == 302
    draft = models.Draft.objects.get()
    assert visitor("client-vendor-manager").post(at(f"drafts/{draft.pk}/end")).status_code == 404
    models.Draft.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "0.0456" in visitor("client-executive").get(at("scorecard")).content.decode()
    models.Draft.objects.update(until=timezone.localdate())
    assert "0.0456" not in visitor("client-executive").get(at("scorecard")).content.decode()
    assert visitor("provider-lead").post(at(f"drafts/{draft.pk}/end")).status_code == 302
    assert "0.0456" in visitor("client-executive").get(at("scorecard")).content.decode()
    told = [(each.name, each.about) for each in EntryRow.objects.order_by("number")]
    about = f"measure:{TRIED}"
    assert told == [("truegreen.draft.made", about), ("truegreen.draft.shown", about)]


@pytest.mark.parametrize(
    "measure", ["documents-on-time", "documents-solved-at-once", "documents-satisfied", "none"]
)  # critical, paid by a clause, what customers live through, not there
def test_what_pays_and_what_customers_live_through_is_no_draft(workspace: Path, measure: str) -> None:
    assert kept(measure=measure) == 422
    assert not models.Draft.objects.exists()
    assert not EntryRow.objects.exists()
