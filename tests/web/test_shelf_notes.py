"""Pages say how current they are, and what could not be made ready says so in its place and hides nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from tests.web.people import AGREEMENT
from tests.web.programs import program
from tests.web.shelved import SHELF
from tests.web.small import small_agreement
from tests.web.visiting import at, visitor
from truegreen.web.models import Job
from truegreen.web.shown.filling import fill
from truegreen.web.shown.manifest import Manifest, Part, latest_manifest, write_manifest
from truegreen.web.shown.marking import mark_now
from truegreen.web.shown.shelf import Kept, latest_mark, name_latest, put
from truegreen.web.shown.standing import text_of
from truegreen.web.work.queue import ask, take

MADE = "2026-03-01T09:30:00+00:00"
READY = Part("d1", MADE, ("truth.json",), "", "whether green is true", ("truth", "green", "alignment", "behind/"),
             "0a1b", ("run", "text"))  # fmt: skip
FAILED = Part("", MADE, (), "KeyError", "which figures count", ("validity",), "0a1b", ("run",))


@pytest.fixture
def kept(workspace: Path) -> Iterator[Manifest]:
    """Put a shelf there of the text as it stands, of which one part could not be made."""
    before = latest_mark(workspace)
    put(workspace, "noted", AGREEMENT, Kept("scorecard/2025-10", SHELF["scorecard/2025-10"]))
    manifest = Manifest({AGREEMENT: {"truth": READY, "validity": FAILED}}, {AGREEMENT: text_of(AGREEMENT)})
    write_manifest(workspace, "noted", manifest)
    name_latest(workspace, "noted")
    yield manifest
    name_latest(workspace, before)


def page(place: str, who: str = "read-only") -> str:
    return visitor(who).get(at(place)).content.decode()


def test_what_could_not_be_made_says_so_and_what_to_do(kept: Manifest) -> None:
    failed = page("validity")
    assert "This could not be made ready" in failed
    assert "KeyError" in failed
    assert "Run again" in failed
    assert "Nothing was computed yet" in page("audit")
    assert "This could not be made ready" not in page("")


def test_the_page_of_runs_names_every_part_the_failed_ones_first(kept: Manifest) -> None:
    told = page("runs")
    assert told.index("which figures count") < told.index("whether green is true")
    assert "It failed (KeyError)" in told
    assert told.count("<code>0a1b</code>") == 2


def test_programs_are_told_the_parts_that_the_page_of_runs_shows_as_far_as_they_may_see(kept: Manifest) -> None:
    failed, ready = program("read-only").get("shelf").json()["parts"]
    assert (failed["title"], failed["state"], failed["problem"]) == ("which figures count", "failed", "KeyError")
    assert ready == {
        "title": "whether green is true", "state": "ready", "made_at": "2026-03-01T09:30:00Z", "run": "0a1b",
        "decided_by": ["run", "text"], "records": ["truth", "green", "alignment", "behind/"], "problem": "",
    }  # fmt: skip
    assert "behind/" not in program("provider-finance").get("shelf").json()["parts"][1]["records"]


def test_programs_are_told_what_could_not_be_made_and_what_is_only_not_there(kept: Manifest) -> None:
    calling = program("read-only")
    failed = calling.get("validity")
    assert failed.status_code == 404
    assert failed.json()["detail"] == "validity could not be made ready (KeyError); run tries it again."
    assert calling.get("audit").json()["detail"] == "There is no audit on the shelf; shelf says what is ready."


def test_programs_are_told_the_notes_that_stand_on_pages(kept: Manifest) -> None:
    calling = program("read-only")
    assert calling.get("shelf").json()["notes"] == []
    write_manifest(settings.FOLDER, "noted", Manifest(kept.parts, {AGREEMENT: "another"}))
    (note,) = calling.get("shelf").json()["notes"]
    assert "text has changed since this was made ready" in note
    assert note in unescape(page("truth"))


def test_a_part_of_an_earlier_version_names_no_run(kept: Manifest) -> None:
    earlier = replace(READY, run="", decided_by=())
    write_manifest(settings.FOLDER, "noted", Manifest({AGREEMENT: {"truth": earlier}}, kept.texts))
    place = settings.FOLDER / ".truegreen/shown/noted/parts.json"
    held = json.loads(place.read_text("utf-8"))
    for each in ("run", "decided_by"):
        del held["parts"][AGREEMENT]["truth"][each]
    place.write_text(json.dumps(held), "utf-8")
    (part,) = program("read-only").get("shelf").json()["parts"]
    assert (part["state"], part["run"], part["decided_by"]) == ("ready", "", [])


def test_a_part_of_green_that_failed_is_said_on_its_page(kept: Manifest) -> None:
    broken = {AGREEMENT: {"truth": replace(READY, digest="", files=(), problem="ValueError")}}
    write_manifest(settings.FOLDER, "noted", Manifest(broken, kept.texts))
    assert "This could not be made ready" in page("")


def test_a_page_says_that_it_is_of_an_earlier_text(kept: Manifest) -> None:
    assert "has changed since" not in page("truth")
    write_manifest(settings.FOLDER, "noted", Manifest(kept.parts, {AGREEMENT: "another"}))
    for place in ("truth", "", "scorecard"):
        assert "text has changed since this was made ready" in page(place)
    assert "has changed since" not in page("governance")


def test_a_page_says_why_it_is_still_of_the_text_before(kept: Manifest) -> None:
    wrong = {AGREEMENT: "cases/care.yml:8:1: It pays 2 EUR."}
    write_manifest(settings.FOLDER, "noted", Manifest(kept.parts, {AGREEMENT: "another"}, wrong=wrong))
    assert "still of the text before. cases/care.yml:8:1: It pays 2 EUR." in page("truth")


def test_a_page_says_that_its_run_is_older(kept: Manifest) -> None:
    write_manifest(settings.FOLDER, "noted", Manifest(kept.parts, kept.texts, is_older=True))
    assert "have changed since the run" in page("truth")
    assert "have changed since the run" not in page("people", "client-executive")


def test_a_shelf_of_an_earlier_version_is_shown_without_a_word(workspace: Path) -> None:
    before = latest_mark(workspace)
    put(workspace, "old", AGREEMENT, Kept("scorecard/2025-10", SHELF["scorecard/2025-10"]))
    name_latest(workspace, "old")
    try:
        assert latest_manifest(workspace).parts == {}
        assert 'role="note"' not in page("scorecard")
    finally:
        name_latest(workspace, before)


def test_it_is_said_how_far_a_filling_is_and_nothing_of_others(workspace: Path) -> None:
    ask("fill", "p-provider-lead")
    held = take("one")
    assert held
    held.goes_on(f"{AGREEMENT}: which figures count, 3,000 of 4,000", 5, 12)
    assert "which figures count, 3,000 of 4,000" in page("runs")
    with small_agreement(workspace):
        Job.objects.update(what="small: their secret")
        assert "their secret" not in page("runs")


def test_where_nothing_was_run_nothing_is_filled(workspace: Path) -> None:
    assert mark_now(workspace) == fill(workspace) == ""
