"""What truth, validity, audit and alignment do where a project lacks something: they answer, and never fall over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter

VERBS = ("truth", "validity", "audit", "alignment")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("green") / "starter")


@pytest.fixture(scope="module")
def unasked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the starter project without its surveys, with a run."""
    folder = starter(tmp_path_factory.mktemp("green") / "unasked")
    mapping = folder / "sources" / "cases.yml"
    mapping.write_text(mapping.read_text("utf-8").partition("  feedback:")[0], "utf-8")
    assert call("run", folder).exit_code == 0
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_without_surveys_every_verb_answers(unasked: Path, verb: str) -> None:
    said = call(verb, unasked)
    assert (said.exit_code, said.stderr) == (0, "")
    assert json.loads(call(verb, unasked, "--json").stdout)["agreement"] == "care"


def test_validity_says_what_is_missing(unasked: Path, started: Path) -> None:
    said = " ".join(call("validity", unasked).output.split())
    assert "Nobody can tell yet of any of the 2 figures that money hangs on. No link of a figure" in said
    assert "Nobody can tell of “Satisfied customers”, because the records hold no surveys." in said
    assert "map account_id" in " ".join(call("validity", started).output.split())
    opened = call("validity", started, "--open", "on-time")
    assert opened.exit_code == 2
    assert "“on-time” is held against no outcome, so that there is nothing to open." in opened.output
