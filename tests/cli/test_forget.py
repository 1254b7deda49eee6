"""The verb ``forget``: what it prints, in text and in JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    return ran_starter(tmp_path / "project")


def test_looking_changes_nothing(ran: Path) -> None:
    said = call("forget", "C04", ran, "--dry-run")
    assert (said.exit_code, said.output.endswith("stands in 2 rows of case. Nothing was changed.\n")) == (0, True)
    assert call("forget", "--list", ran).output == "Nobody is forgotten.\n"
    assert not (ran / "forgotten.txt").exists()


def test_a_person_is_forgotten_by_their_id_or_their_pseudonym(ran: Path) -> None:
    first = json.loads(call("forget", "C04", ran, "--dry-run", "--json").output)
    done = json.loads(call("forget", first["person"], ran, "--json").output)
    assert done == {**first, "dry_run": False}
    assert (done["rows"], done["forgotten_before"]) == ({"case": 2}, False)
    again = json.loads(call("forget", "c04 ", ran, "--json").output)
    assert again == {**done, "rows": {}, "forgotten_before": True}
    (listed,) = json.loads(call("forget", "--list", ran, "--json").output)["forgotten"]
    assert listed["person"] == done["person"]
    assert call("forget", "--list", ran).output.endswith("1 person forgotten.\n")


def test_somebody_unknown_is_forgotten_ahead(ran: Path) -> None:
    said = call("forget", "nobody@globex.example", ran)
    assert said.exit_code == 0
    assert "is forgotten (forgotten.txt): in no row that is loaded." in said.output
    assert "globex" not in (ran / "forgotten.txt").read_text("utf-8")


def test_nobody_is_not_somebody(ran: Path) -> None:
    said = call("forget", "  ", ran)
    assert said.exit_code == 2
    assert "Say who is to be forgotten" in said.output


def test_what_cannot_be_read_is_said_and_nothing_done(ran: Path) -> None:
    (ran / "forgotten.txt").write_text("Ana Prado\n", "utf-8")
    for words in (("forget", "C04", ran), ("forget", "--list", ran)):
        said = call(*words)
        assert said.exit_code == 1
        assert "forgotten.txt:1: error[odd-forgotten-line]" in said.output
        assert "Prado" not in said.output
    assert (ran / "forgotten.txt").read_text("utf-8") == "Ana Prado\n"
