"""The review pack in the workspace: live matters, and nothing that somebody's post or a draft keeps from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.reports.reviews import review
from tests.web.people import AGREEMENT, SIDES
from truegreen.model.people import Person, Post, Seat
from truegreen.reports.review.parts import EVERYTHING, Need
from truegreen.reports.review.record import review_record
from truegreen.reports.review.words import pack
from truegreen.units.period import parse_period
from truegreen.web.models import MatterRow
from truegreen.web.shown.packs import FORMS, governed_for, look, pack_for, packs, seen_by_person
from truegreen.web.shown.shelf import Kept, latest_mark, name_latest, put

TODAY = date(2025, 4, 3)


@pytest.fixture
def shelf(workspace: Path) -> Iterator[Path]:
    """Put a pack on the shelf, with a decision and a review that was held."""
    before = latest_mark(workspace)
    put(workspace, "packs", AGREEMENT, Kept("review/2025-03", review_record(pack(review()))))
    name_latest(workspace, "packs")
    for name, kind, stage, title, day in (
        ("review-1", "review", "held", "The review of February", 12),
        ("decision-1", "decision", "decided", "Early", 11),
        ("decision-2", "decision", "decided", "Pay for solved matters", 20),
        ("save-1", "save", "assigned", "Call A-1", 20),
    ):  # fmt: skip
        at = datetime(2025, 3, day, tzinfo=UTC)
        says = {"on_day": "2025-03-12"} if kind == "review" else {}
        MatterRow.objects.create(id=name, kind=kind, agreement=AGREEMENT, title=title, stage=stage, side="client",
                                 about="account:A-1" if kind == "save" else "", opened_by="p-x", opened_at=at, since=at,
                                 says=says)  # fmt: skip
    yield workspace
    name_latest(workspace, before)


@pytest.mark.usefixtures("shelf")
def test_matters_are_those_since_the_last_review() -> None:
    assert packs(AGREEMENT) == ["2025-03"]
    made = pack_for(AGREEMENT, "2025-03", EVERYTHING, TODAY)
    assert made
    decided = next(each for each in made.tables() if each.id == "decisions")
    assert [row[0].words for row in decided.rows] == ["Pay for solved matters"]
    assert "Call A-1" in str(review_record(made))
    assert "Call A-1" not in str(review_record(pack_for(AGREEMENT, "2025-03", {Need.MONEY}, TODAY) or made))
    assert "Resolved on time" not in str(review_record(
        pack_for(AGREEMENT, "2025-03", EVERYTHING, TODAY, ["on-time"]) or made))  # fmt: skip


@pytest.mark.usefixtures("shelf")
def test_last_time_is_the_last_review_that_was_held_even_before_the_period() -> None:
    since = {
        words: (found.since, found.held)
        for words in ("2025-02", "2025-03", "2025-04", "2025-Q1", "2025")
        if (found := governed_for(AGREEMENT, parse_period(words), TODAY))
    }
    review_day = date(2025, 3, 12)
    assert since == {
        "2025-02": (review_day, True), "2025-03": (review_day, True), "2025-04": (review_day, True),
        "2025-Q1": (date(2025, 1, 1), False), "2025": (date(2025, 1, 1), False),
    }  # fmt: skip
    before = governed_for(AGREEMENT, parse_period("2025-02"), date(2025, 3, 11))
    assert (before.since, before.held) == (date(2025, 2, 1), False)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("period", ["2025-02", "../2025-03", ""])
def test_what_is_not_on_the_shelf_is_none(period: str) -> None:
    assert pack_for(AGREEMENT, period, EVERYTHING, TODAY) is None


@pytest.mark.parametrize(
    ("post", "sees"),
    [
        (Post.CLIENT_FINANCE, {*Need} - {Need.NOTHING}),
        (Post.PROVIDER_LEAD, {Need.MONEY, Need.VALUE, Need.ACCOUNTS, Need.SHARED}),
        (Post.CLIENT_COMMERCIAL, {Need.VALUE, Need.ACCOUNTS}),
        (Post.PROVIDER_ANALYST, {Need.ACCOUNTS}),
        (Post.PROVIDER_FINANCE, {Need.MONEY, Need.VALUE}),
    ],
)
def test_each_post_sees_what_its_pages_show(post: Post, sees: set[Need]) -> None:
    person = Person("p-x", "X", (Seat(AGREEMENT, SIDES.get(post, post.side), post),))
    assert seen_by_person(person, AGREEMENT) == sees


@pytest.mark.usefixtures("shelf")
def test_the_files_are_what_they_are_called() -> None:
    made = pack_for(AGREEMENT, "2025-03", EVERYTHING, TODAY)
    assert made
    for form in ("pptx", "xlsx"):
        kind, writes = FORMS[form]
        content = writes(made, look())
        assert isinstance(content, bytes)
        assert kind.startswith("application/vnd.openxmlformats")
        assert ZipFile(BytesIO(content)).testzip() is None
    assert "Call A-1" in str(FORMS["html"][1](made, look()))
