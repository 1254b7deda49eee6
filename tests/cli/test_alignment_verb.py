"""The verb of alignment: as text, JSON, page and picture; few months are told, and nothing is made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("alignment") / "project")


def test_of_few_months_nothing_is_said(project: Path) -> None:
    said = call("alignment", project)
    assert said.exit_code == 0
    assert "Nobody can tell yet" in said.output
    record = json.loads(call("alignment", project, "--json").stdout)
    assert record["together"] is None
    assert "too-few-months" in {each["id"] for each in record["findings"]}
    assert len(record["delivery"]["index"]) == len(record["months"])


def test_the_page_and_the_pictures_are_written(project: Path, tmp_path: Path) -> None:
    page, svg, png = (tmp_path / name for name in ("a.html", "a.svg", "a.PNG"))
    assert call("alignment", project, "--page", page, "--picture", svg).exit_code == 0
    assert call("alignment", project, "--picture", png).exit_code == 0
    assert "Do the dashboards tell the same story?" in page.read_text("utf-8")
    assert svg.read_text("utf-8").startswith("<svg ")
    assert png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--picture", "lines.gif"], "neither FILE.svg nor FILE.png"),
        (["--where", "site=Nowhere"], "Nowhere"),
        (["--where", "site"], "write it like site=Porto"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Path, words: list[str], says: str) -> None:
    refused = call("alignment", project, *words)
    assert refused.exit_code == 2
    assert says in refused.output


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call("alignment", starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output
