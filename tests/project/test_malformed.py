"""Malformed agreements and records through the whole product: each is said with its place; the run before stands."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.drawing import one_in
from tests.files.test_malformed import CASES as TEXTS
from tests.files.test_malformed import text_of
from tests.sources.folders import CASES as MAPPING
from tests.sources.folders import HEADER, ROW, csv
from tests.sources.test_malformed_data import BROKEN, Broken
from truegreen.facts.store import Store
from truegreen.files.start import start
from truegreen.model.finding import Level
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.readings.latest import latest

NOW = datetime(2026, 1, 1)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project that was run, with one sound case."""
    folder = tmp_path_factory.mktemp("malformed") / "project"
    _, findings = start(folder)
    assert not findings
    shutil.rmtree(folder / "data")
    (folder / "data").mkdir()
    (folder / "data" / "sound.csv").write_bytes(csv(HEADER, ("sound", *ROW[1:])))
    (folder / "sources" / "cases.yml").write_text(MAPPING, "utf-8")
    made, findings = run(open_project(folder), NOW)
    assert made, findings
    return folder


def copied(ran: Path, folder: Path) -> Path:
    return Path(shutil.copytree(ran, folder / "project"))


def refused(folder: Path, before: Path) -> list[str]:
    """Run a broken project: it stops, everything that stops it has a place and a remedy, and nothing has changed."""
    project = open_project(folder)
    made, findings = run(project, NOW)
    assert made is None
    stopping = [each for each in (*project.findings, *findings) if each.level is Level.ERROR]
    assert stopping
    assert all(each.at.file and each.says and each.remedy for each in stopping)
    assert Store(project.store).read() == Store(before / ".truegreen").read()
    assert latest(project.store) == latest(before / ".truegreen")
    return [each.id for each in stopping]


def test_there_are_more_than_a_hundred() -> None:
    assert len(TEXTS) + len(BROKEN) > 140


@pytest.mark.parametrize("case", one_in(4, TEXTS), ids=[case["case"] for case in TEXTS])
def test_a_malformed_agreement_stops_the_run(case: dict[str, object], ran: Path, tmp_path: Path) -> None:
    text = text_of(case)
    (folder := copied(ran, tmp_path)).joinpath("agreements", "care.yml").write_bytes(
        text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    )
    if "amendment" in case:
        (folder / "agreements" / "more.yml").write_text(str(case["amendment"]), "utf-8")
    refused(folder, ran)


@pytest.mark.parametrize("broken", one_in(4, BROKEN.values()), ids=[*BROKEN])
def test_a_broken_file_stops_the_run_and_nothing_of_it_is_loaded(broken: Broken, ran: Path, tmp_path: Path) -> None:
    folder = copied(ran, tmp_path)
    (folder / "data" / broken.name).write_bytes(broken.content)
    (folder / "sources" / "cases.yml").write_text(broken.mapping, "utf-8")
    assert broken.id in refused(folder, ran)
