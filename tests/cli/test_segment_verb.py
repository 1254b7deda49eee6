"""The verb of segments: as text, for programs, as a page and as pictures; without a plan too."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import call, ran_starter


def test_it_answers_without_a_plan_and_without_revenue(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "p")
    told = call("segment", folder)
    assert told.exit_code == 0
    assert "Nobody can tell: no customers can be valued" in told.output
    found = json.loads(call("segment", folder, "--json").output)
    assert found["plan"] is None
    assert {each["id"] for each in found["findings"]} >= {"value-not-told", "worth-not-told"}
    page = tmp_path / "page.html"
    assert call("segment", folder, "--page", page).exit_code == 0
    assert "Does spend go where it makes a difference?" in page.read_text("utf-8")


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "p")
    drawn = call("segment", folder, "--picture", tmp_path / "types.svg", "--drawn", "types")
    assert drawn.exit_code != 0
    assert "nothing to draw" in drawn.output


def test_a_plan_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused = call("segment", ran_starter(tmp_path / "p"), "--plan", "next")
    assert refused.exit_code == 2
    assert "There is no plan yet" in refused.output
