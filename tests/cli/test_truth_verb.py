"""The verb of the truth test: it answers where it can, and says what is missing where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("truth") / "project")


def test_a_handful_of_answers_tells_nothing_and_says_so(project: Path) -> None:
    said = call("truth", project)
    assert said.exit_code == 0
    assert "Nobody can tell" in said.output
    assert "fewer than 30 pieces of work have an answer" in " ".join(said.output.split())
    record = json.loads(call("truth", project, "--json").stdout)
    assert {"too-few-answers", "slice-not-kept"} <= {each["id"] for each in record["findings"]}


def test_an_agreement_without_outcomes_is_told_what_to_name(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    [text] = (folder / "agreements").glob("*.yml")
    kept = [line for line in text.read_text("utf-8").splitlines() if not line.strip().startswith("outcome:")]
    text.write_text("\n".join(kept), "utf-8")
    assert call("run", folder).exit_code == 0
    ids = [each["id"] for each in json.loads(call("truth", folder, "--json").stdout)["findings"]]
    assert "no-outcome-named" in ids


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--open", "1"], "There is no entry 1"),
        (["--false-share", "60%"], "is no share of a list"),
        (["--false-share", "many"], "is no share of a list"),
        (["--by", "nonsense"], "is no slice"),
        (["--where", "site"], "write it like site=Porto"),
        (["--where", "site=Nowhere"], "Nowhere"),
        (["--period", "soon"], "is no period"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Path, words: list[str], says: str) -> None:
    refused = call("truth", project, *words)
    assert refused.exit_code == 2
    assert says in refused.output


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call("truth", starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output
