"""The verb of value: it answers where it can, says why where it cannot, and shows no value that was not measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.calling import call, ran_starter
from tests.project.worth import contracts, project


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("value") / "bare")


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    accounts, months, decided = contracts(300, 0.02, 1)
    held_out = np.random.default_rng(1).random(300) < 0.15
    saves = [
        (f"A{at:04}", "2025-02-03 10:00", "true", ("treated", "held out")[int(held_out[at])], "80.10")
        for at in range(300)
        if np.isnat(decided[at]) or decided[at] > np.datetime64("2025-02-03")
    ]
    return project(tmp_path_factory.mktemp("value") / "rich", accounts=accounts, months=months, saves=saves)


def test_where_nothing_is_known_nothing_is_made_up(bare: Path) -> None:
    said = call("value", bare)
    assert (said.exit_code, said.stderr) == (0, "")
    assert "Nobody can tell what customers are still worth" in " ".join(said.stdout.split())
    record = json.loads(call("value", bare, "--json").stdout)
    assert all(
        each["value"] is None and each["because"] for name, each in record["amounts"].items() if name != "ownership"
    )  # what the agreement charges can be settled
    assert "value-not-told" in {each["id"] for each in record["findings"]}
    assert record["answer"].endswith(".")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--open", "saves"], 1, "There is nothing to open: no saves"),
        (["--picture", "a.gif"], 2, "neither FILE.svg nor FILE.png"),
        (["--held-out", "much"], 2, "“much” is no share"),
        (["--held-out", "100%"], 2, "“100%” is no share"),
        (["--days", "0"], 2, "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_refused(bare: Path, words: list[str], code: int, says: str) -> None:
    said = call("value", bare, *words)
    assert said.exit_code == code
    assert says in said.output


def test_with_nothing_to_draw_what_is_known_is_said_first(bare: Path, tmp_path: Path) -> None:
    plain = call("value", bare)
    said = call("value", bare, "--picture", tmp_path / "a.png")
    assert (said.exit_code, said.stdout) == (1, plain.stdout)
    assert "There is nothing to draw" in said.stderr
    assert "a.png is not written" in said.stderr
    assert not (tmp_path / "a.png").exists()


def test_rows_that_are_not_the_runs_any_more_are_refused(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    assert call("run", folder).exit_code == 0
    facts = folder / ".truegreen" / "facts.json"
    record = json.loads(facts.read_text("utf-8"))
    next(iter(record["sources"].values()))["digest"] = "other"
    facts.write_text(json.dumps(record), "utf-8")
    said = call("value", folder)
    assert said.exit_code == 1
    assert "not those of the latest run any more" in said.output


@pytest.mark.slow
def test_every_amount_travels_with_its_evidence(rich: Path) -> None:
    record = json.loads(call("value", rich, "--json").stdout)
    kept = record["amounts"]["protected"]
    assert (kept["grade"], kept["method"]) == ("A", "value.protected.by_worth")
    assert float(kept["low"]["amount"]) < 0 < float(kept["high"]["amount"])  # nothing was planted
    assert record["amounts"]["worth"]["grade"] == "C"
    for each in record["amounts"].values():
        assert each["value"] is not None or each["because"]
        assert each["value"] is None or each["method"]
    assert record["saves"]["accepted"] == record["saves"]["decided"]
    said = " ".join(call("value", rich).stdout.split())
    assert "a save rate of 100.0 %" in said
    assert "may have protected nothing, as far as anybody can tell" in said
    assert "Nobody can tell yet if it pays." in said


@pytest.mark.slow
def test_the_page_and_the_picture_show_what_the_text_says(rich: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "value.html", tmp_path / "value.svg"
    assert call("value", rich, "--page", page, "--picture", picture).exit_code == 0
    text = page.read_text("utf-8")
    assert text.count('<svg class="drawing-of"') == 4
    assert "<script" not in text
    assert "held out by chance" in text
    assert "held out" in picture.read_text("utf-8")
    opened = json.loads(call("value", rich, "--open", "saves", "--json").stdout)
    assert opened["rows"][0].keys() >= {"account", "arm", "worth if it stays"}
    assert opened["query"].startswith("SELECT")
    assert "and " in call("value", rich, "--open", "accounts").stdout
