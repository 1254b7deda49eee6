"""Is green true, and the first minute: what the shelf holds is what they say, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.web.people import AGREEMENT
from tests.web.visiting import at, visitor
from truegreen.reports.rendering import Parts
from truegreen.web.shown.shelf import Kept, name_latest, put

MELON: dict[str, Any] = {
    "number": 1, "kind": "watermelon", "members": {"site": ["Manila"]}, "says": "Manila: kept, and customers are not.",
    "contract": [{"measure": "documents-on-time", "title": "Documents on time", "value": "0.985", "unit": "share"}],
    "answers": {"of": 11, "hits": 6},
    "behind": {"accounts": 66, "cases": 220, "revenue": {"amount": "958100.00", "currency": "EUR"}},
}  # fmt: skip
TRUTH: dict[str, Any] = {
    "title": "Care",
    "answer": "Not everywhere: one place is green outside and red inside.",
    "period": None,
}
GREEN: dict[str, Any] = {"quadrant": "<svg class='drawn'></svg>", "months": 24, "trend": None}
BACKTEST = {"before": [{"account": "24", "decided": "2025-11-22", "revenue": {"amount": "1200.00", "currency": "EUR"}}]}
VALIDITY = {"figures": [
    {"measure": "documents-on-time", "title": "Documents on time", "paid": ["late-documents"],
     "why": "Nobody can tell.", "advice": "wait for data"},
]}  # fmt: skip


def shown(folder: Path, entries: list[dict[str, Any]]) -> None:
    kept = {"truth": {**TRUTH, "entries": entries}, "green": GREEN, "backtest": BACKTEST, "validity": VALIDITY}
    for name, record in kept.items():
        put(folder, f"test{len(entries)}", AGREEMENT, Kept(name, record, Parts("clock", "t", "", "<p>main</p>", "")))
    name_latest(folder, f"test{len(entries)}")


def test_where_nothing_was_computed_the_page_says_what_to_do(workspace: Path) -> None:
    name_latest(workspace, "none")
    for place in ("", "first-minute"):
        page = visitor("client-executive").get(at(place)).content.decode()
        assert "Nothing was computed yet" in page


def test_the_answer_stands_first_and_leads_on(workspace: Path) -> None:
    shown(workspace, [MELON])
    page = visitor("client-executive").get(at("")).content.decode()
    assert 'Is our green true?</span> <span lang="en">Not everywhere' in page
    assert f"/a/{AGREEMENT}/truth#entry-1" in page
    assert "Open its 220 cases" in page
    assert "66 accounts behind it pay 958,100.00 EUR a month." in page
    assert "Open its" not in visitor("provider-finance").get(at("")).content.decode()
    assert page.count("not evidenced") >= 3
    assert "<svg class='drawn'></svg>" in page


def test_nothing_found_is_said_as_that(workspace: Path) -> None:
    shown(workspace, [])
    assert "as far as anybody can tell" in visitor("provider-lead").get(at("")).content.decode()
    assert "nothing to walk to" in visitor("provider-lead").get(at("first-minute")).content.decode()


@pytest.mark.parametrize(("who", "sees_accounts"), [("client-executive", True), ("provider-finance", False)])
def test_the_first_minute_shows_what_one_may_see(workspace: Path, who: str, sees_accounts: bool) -> None:
    shown(workspace, [MELON])
    page = visitor(who).get(at("first-minute")).content.decode()
    assert "“Documents on time” is kept (98.5 %), and the scorecard is green." in page
    assert "Of 11 customers there who answered, 6 were content." in page
    assert ("Account 24 gave notice" in page) is sees_accounts
    assert "agreement#terms-late-documents" in page
    assert "open/change" in page
