"""What disputes and causes show besides: the line with its steps, and the entry of the truth list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.people import AGREEMENT
from tests.web.visiting import at, visitor
from truegreen.web.acts.extras.dispute import steps_to
from truegreen.web.shown.shelf import Kept, name_latest, put

LINE = {
    "id": "late-documents", "term": "late-documents", "clause": "Schedule 3, 2.2",
    "at": "agreements/acme-care.yml:360:3", "title": "Credit for late <b>document</b> cases", "because": 3,
    "amount": {"number": "-1500.5", "unit": "EUR"},
}  # fmt: skip
STEPS = [
    {"id": 1, "sentence": "90 % of 100 rows", "given": [], "clause": "", "at": ""},
    {"id": 2, "sentence": "Something else", "given": [], "clause": "", "at": ""},
    {"id": 3, "sentence": "6 % of the charges", "given": [1], "clause": "Schedule 3, 2.2", "at": ""},
]
ENTRY = {"number": 1, "says": "Manila, customs & documents"}
OPEN = at("open/dispute") + "?about=line:2025-10:late-documents"
MATTER = {"title": "Too much", "amount": "100.00 EUR", "reason": "It was met", "about": "line:2025-10:late-documents"}


@pytest.fixture
def shelf(workspace: Path) -> Iterator[Path]:
    """Give a workspace that shows a statement and a list."""
    put(workspace, "extras", AGREEMENT, Kept("statement/2025-10", {"lines": [LINE], "steps": STEPS}))
    put(
        workspace,
        "extras",
        AGREEMENT,
        Kept("truth", {"entries": [{"number": 1, "says": "Manila, customs & documents"}]}),
    )
    name_latest(workspace, "extras")
    yield workspace
    (workspace / ".truegreen" / "shown" / "latest").unlink()


def test_a_dispute_shows_its_line_and_the_steps_to_it(shelf: Path) -> None:
    client = visitor("client-finance")
    for place in (OPEN, client.post(at("open/dispute"), MATTER).headers["Location"]):
        page = client.get(place).content.decode()
        assert "Credit for late &lt;b&gt;document&lt;/b&gt; cases: −1,500.50 EUR" in page
        assert "2 steps to it" in page
        assert "6 % of the charges" in page
        assert "Something else" not in page
        assert "/agreement#terms-late-documents" in page


def test_who_may_not_see_money_does_not_see_the_line(shelf: Path) -> None:
    place = visitor("client-finance").post(at("open/dispute"), MATTER).headers["Location"]
    page = visitor("provider-analyst").get(place)
    assert page.status_code == 403
    assert "1,500.50" not in page.content.decode()


@pytest.mark.parametrize("about", ["line:2025-10:none", "line:../../x:y", "line:1999-01:late-documents", "", "line"])
def test_what_leads_nowhere_shows_nothing(shelf: Path, about: str) -> None:
    page = visitor("client-finance").get(at("open/dispute"), {"about": about})
    assert page.status_code == 200
    assert "line-title" not in page.content.decode()


def test_a_cause_shows_the_entry_it_is_asked_for(shelf: Path) -> None:
    page = visitor("provider-lead").get(at("open/cause"), {"about": "entry:1"}).content.decode()
    assert "Manila, customs &amp; documents" in page
    assert "entry-title" not in visitor("provider-lead").get(at("open/cause"), {"about": "entry:7"}).content.decode()


def test_steps_stand_before_those_that_rest_on_them_and_come_once() -> None:
    steps: dict[int, dict[str, Any]] = {1: {"given": []}, 2: {"given": [1]}, 3: {"given": [1, 2]}, 4: {"given": [9]}}
    assert list(steps_to(3, steps)) == [steps[1], steps[2], steps[3]]
    assert list(steps_to(4, steps)) == [steps[4]]
