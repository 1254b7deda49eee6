"""A change request in the browser: asked for, tried on the past, approved by both, an amendment, and the next month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from tests.web.small import AMENDMENT, SAID, SMALL, small_agreement
from tests.web.visiting import at, visitor
from truegreen.project.opened import open_project
from truegreen.web.agreements.proposing import proposed
from truegreen.web.agreements.settling import each_settled, periods_of, ready_of
from truegreen.web.models import EntryRow, Job, MatterRow
from truegreen.web.work.doing import Doing, kinds

ASK = at("open/change", SMALL)
HERE = at("matter/change-1", SMALL)


@pytest.fixture
def small(workspace: Path) -> Iterator[Path]:
    """Give a workspace with a small agreement in it."""
    with small_agreement(workspace, "client-executive", "client-vendor-manager", "provider-lead", "read-only"):
        yield workspace


@pytest.mark.slow
def test_a_change_goes_from_being_asked_for_to_the_next_statement(small: Path) -> None:
    client, provider = visitor("client-executive"), visitor("provider-lead")
    assert totals(small)[-2:] == ["950.00 EUR", "1,000.00 EUR"]
    assert provider.post(ASK, SAID).headers["Location"] == HERE
    assert client.post(at("change/change-1/try", SMALL)).status_code == 302
    assert "A worker is at it" in text_of(client, HERE)
    do_jobs()
    page = text_of(client, HERE)
    assert "Of 4 periods, 2 come out otherwise; in all, the client pays 150.00 EUR less." in page
    assert rows_of(page) == [
        "In all 3,850.00 3,700.00 −150.00 client", "slow −150.00 −300.00 −150.00 client",
        "2025-01 900.00 800.00 −100.00 client", "slow −100.00 −200.00 −100.00 client",
        "2025-02 1,000.00 1,000.00 0.00 neither", "2025-03 950.00 900.00 −50.00 client",
        "slow −50.00 −100.00 −50.00 client", "2025-04 1,000.00 1,000.00 0.00 neither",
    ]  # fmt: skip
    assert client.post(f"{HERE}/approve", {"seen": "2"}).status_code == 302
    assert provider.post(f"{HERE}/approve", {"seen": "3"}).status_code == 302
    assert provider.post(f"{HERE}/amend", {"seen": "4"}).status_code == 302
    written = small / "agreements" / "small-amendment-1.yml"
    assert written.read_text("utf-8") == AMENDMENT
    assert totals(small) == ["900.00 EUR", "1,000.00 EUR", "900.00 EUR", "1,000.00 EUR"]
    assert list(EntryRow.objects.order_by("number").values_list("name", flat=True)) == [
        "truegreen.change.asked", "truegreen.change.tried", "truegreen.change.approved", "truegreen.change.approved",
        "truegreen.change.amended",
    ]  # fmt: skip
    assert Job.objects.filter(kind__in=("run", "fill"), ended_at__isnull=True).count() == 1


def text_of(browser: Client, place: str) -> str:
    answer = browser.get(place)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page: str) -> list[str]:
    """Give the rows of the last table as texts."""
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in body.split("</tr>") if "<tr" in row]


def do_jobs() -> None:
    """Do what a worker does."""
    for each in Job.objects.filter(kind="rehearse"):
        kinds()["rehearse"].do(Doing(each.says, each.asked_by, lambda what, done, of: None))


def totals(folder: Path) -> list[str]:
    project = open_project(folder)
    found = ready_of(project, project.agreements[SMALL])
    assert found is not None
    ready, issued = found
    return [str(one.statement.total) for period in periods_of(ready) for _, one in each_settled(ready, issued, period)]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\n" + AMENDMENT
HOSTILE = {
    "a bomb": (BOMB, "gives this text a second name"),
    "an alias": (AMENDMENT.replace("2 %", "*x"), "stands for text somewhere else"),
    "a tab": (AMENDMENT.replace("  terms", "\tterms"), "begins with a tab"),
    "a tag": (AMENDMENT.replace("2 %", "!!python/object/apply:os.system [id]"), "asks to read this in its own way"),
    "two documents": (AMENDMENT + "---\n" + AMENDMENT, "A second document begins here"),
    "another agreement": (AMENDMENT.replace("amends: small", "amends: acme-care"), "does not amend this agreement"),
    "a place outside": (AMENDMENT.replace("amends: small", "amends: ../../small"), "does not amend this agreement"),
    "an agreement": (AMENDMENT.replace("amends: small", "agreement: small"), "does not amend this agreement"),
    "both": (AMENDMENT + "agreement: other\n", "does not amend this agreement"),
    "an id outside": (AMENDMENT + "  terms.../../x: {}\n", "leads nowhere"),
    "what is fixed": (AMENDMENT + "  currency: USD\n", "and it was EUR before"),
    "nothing": (AMENDMENT.replace("2 %", "1 %"), "It changes nothing"),
    "many days": (
        AMENDMENT.replace("2 %", "{" + ", ".join(f"2025-03-{day:02}: {day} %" for day in range(1, 29)) + "}"),
        "Something changes on 28 days",
    ),
    "too long": (AMENDMENT + "# long\n" * 2000, "is longer than 10,000 characters"),
    "not YAML": ("amends: small\nset: [", "The amendment, as text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_with_errors_is_refused_in_words_and_not_kept(small: Path, name: str) -> None:
    text, why = HOSTILE[name]
    answer = visitor("provider-lead").post(ASK, {**SAID, "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in unescape(page)
    assert "Line" in page or name in ("nothing", "too long")
    assert not MatterRow.objects.exists()
    assert not EntryRow.objects.exists()


def test_five_megabytes_are_not_read(small: Path) -> None:
    browser = visitor("provider-lead")
    assert browser.post(ASK, {**SAID, "text": "# " + "x" * 5_000_000}).status_code == 413
    assert not MatterRow.objects.exists()


def test_a_form_is_looked_at_before_it_is_sent(small: Path) -> None:
    text = AMENDMENT.replace("share: 2 %", "share: 30 %").replace("set:", "set:\n  terms.slow.cap.share: 1 %")
    answer = visitor("provider-lead").post(ASK, {**SAID, "text": text, "look": "1"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "cliff" in page or "cap-below-curing" in page
    assert "agreements/small-amendment-1.yml" in page
    assert "30 %" in page
    assert not MatterRow.objects.exists()


def test_a_form_begins_with_what_stands(small: Path) -> None:
    page = unescape(text_of(visitor("provider-lead"), f"{ASK}?path=terms.slow"))
    assert "amends: small\nnumber: 1\neffective: " in page
    assert "  # terms.slow.per_point.share: 1 %\n" in page
    assert "measures.answered.target" not in page
    assert "  # measures.answered.target: 80 %\n" in unescape(text_of(visitor("provider-lead"), ASK))


def test_the_day_of_the_text_and_the_day_asked_for_are_one(small: Path) -> None:
    answer = visitor("provider-lead").post(ASK, {**SAID, "from": "2025-04-01"})
    assert answer.status_code == 422
    assert "effective on 2025-03-01" in answer.content.decode()


def test_two_yeses_at_once_and_two_that_write_it_have_one_effect(small: Path) -> None:
    tried()
    statuses = at_once(
        [(visitor("client-executive"), f"{HERE}/approve", "2"), (visitor("client-executive"), f"{HERE}/approve", "2")]
    )
    assert sorted(statuses) == [302, 422]
    assert visitor("provider-lead").post(f"{HERE}/approve", {"seen": "3"}).status_code == 302
    writers = [(visitor(each), f"{HERE}/amend", "4") for each in ("client-executive", "provider-lead")]
    assert sorted(at_once(writers)) == [302, 422]
    assert [each.name for each in (small / "agreements").glob("small-*")] == ["small-amendment-1.yml"]
    assert EntryRow.objects.filter(name="truegreen.change.amended").count() == 1


def test_the_same_yes_sent_twice_is_one(small: Path) -> None:
    tried()
    for _ in range(2):
        answer = visitor("client-executive").post(f"{HERE}/approve", {"seen": "2", "once": "k"})
        assert answer.headers["Location"] == HERE
    assert MatterRow.objects.get().moves == 3


def test_nobody_approves_what_was_not_tried_on_what_stands(small: Path) -> None:
    tried()
    file = small / "agreements" / "small.yml"
    file.write_text(file.read_text("utf-8").replace("monthly: 1000.00", "monthly: 1100.00"), "utf-8")
    answer = visitor("client-executive").post(f"{HERE}/approve", {"seen": "2"})
    assert answer.status_code == 422
    assert "The agreement has changed since this was tried" in answer.content.decode()


def test_an_amendment_that_could_not_be_read_any_more_is_not_written(small: Path) -> None:
    tried()
    for seen, who in (("2", "client-executive"), ("3", "provider-lead")):
        assert visitor(who).post(f"{HERE}/approve", {"seen": seen}).status_code == 302
    file = small / "agreements" / "small.yml"
    standing = file.read_text("utf-8").replace("per_point:", "per_pointt:")
    file.write_text(
        standing.replace("per_pointt: {share: 1 %, fractions: pro rata}", "steps: [{worse_than: 80 %, share: 1 %}]")
    )
    before = {each.name: each.read_bytes() for each in (small / "agreements").iterdir()}
    answer = visitor("provider-lead").post(f"{HERE}/amend", {"seen": "4"})
    assert answer.status_code == 422
    assert "could not be read any more" in answer.content.decode()
    assert {each.name: each.read_bytes() for each in (small / "agreements").iterdir()} == before
    assert MatterRow.objects.get().stage == "approved"


def test_what_was_written_before_the_machine_stopped_is_found_again(small: Path) -> None:
    tried()
    for seen, who in (("2", "client-executive"), ("3", "provider-lead")):
        visitor(who).post(f"{HERE}/approve", {"seen": seen})
    (small / "agreements" / "small-amendment-1.yml").write_bytes(AMENDMENT.encode())
    assert visitor("provider-lead").post(f"{HERE}/amend", {"seen": "4"}).status_code == 302
    assert MatterRow.objects.get().says["file"] == "agreements/small-amendment-1.yml"
    assert len(list((small / "agreements").glob("small-*"))) == 1


def test_a_risk_that_only_grew_is_not_told_as_a_new_one(small: Path) -> None:
    file = small / "agreements" / "small.yml"
    file.write_text(file.read_text("utf-8").replace("cap: {share: 20 %", "cap: {share: 1 %"), "utf-8")
    found = proposed(SMALL, AMENDMENT.replace("per_point.share: 2 %", "cap.share: 2 %"))
    grown = [each for each in found.findings if each not in found.new]
    assert "cap-below-curing" in [each.id for each in grown]
    assert "cap-below-curing" not in [each.id for each in found.new]


def test_who_may_not_ask_cannot_have_it_tried(small: Path) -> None:
    visitor("provider-lead").post(ASK, SAID)
    for who, status in (("read-only", 403), ("provider-analyst", 404)):
        assert visitor(who).post(at("change/change-1/try", SMALL)).status_code == status
    assert not Job.objects.exists()
    asked = visitor("provider-lead")
    for _ in range(2):
        asked.post(at("change/change-1/try", SMALL))
    assert asked.post(f"{HERE}/try", {"seen": "1"}).status_code == 422
    assert Job.objects.filter(kind="rehearse").count() == 1


def test_what_was_moved_meanwhile_is_left_as_it_is(small: Path) -> None:
    visitor("provider-lead").post(ASK, SAID)
    visitor("provider-lead").post(at("change/change-1/try", SMALL))
    visitor("provider-lead").post(f"{HERE}/withdraw", {"seen": "1"})
    do_jobs()
    assert MatterRow.objects.get().stage == "withdrawn"


def tried() -> None:
    """Ask for the change and try it."""
    assert visitor("provider-lead").post(ASK, SAID).status_code == 302
    assert visitor("client-executive").post(at("change/change-1/try", SMALL)).status_code == 302
    do_jobs()


def at_once(posts: list[tuple[Client, str, str]]) -> list[int]:
    """Send forms at the same moment, each from a thread of its own, and give the answers' statuses."""
    gate = Barrier(len(posts))

    def send(browser: Client, place: str, seen: str) -> int:
        gate.wait()
        try:
            return browser.post(place, {"seen": seen}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as threads:
        return [each.result() for each in [threads.submit(send, *one) for one in posts]]


def test_the_api_refuses_what_the_form_refuses(small: Path) -> None:
    place, browser = "/api/v1/agreements/small/matters", visitor("provider-lead")
    said = {name: text for name, text in SAID.items() if name != "once"}
    for text, status in ((BOMB, 422), (AMENDMENT, 201)):
        body = {"kind": "change", "says": {**said, "text": text}}
        assert browser.post(place, body, content_type="application/json").status_code == status
    assert MatterRow.objects.get().says["text"] == AMENDMENT.strip()
