"""The page of clocks, walked word for word: its figures are what the code counts, and it leaves nothing out."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk
from tests.files.texts import whole
from truegreen.checks import checks
from truegreen.clocks.tables import CLOCK_RUN
from truegreen.files.agreements import read_agreement
from truegreen.metrics.catalogue import catalogue
from truegreen.model.clock import PHASES, STEPS, Clock

PAGE = DOCS / "clocks.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = all_blocks(PAGE)
MINUTE = BLOCKS[: next(place for place, each in enumerate(BLOCKS) if each.language == "console") + 1]


def _part(heading: str) -> str:
    return TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _firsts(heading: str) -> list[str]:
    """Give the names in the first column of the table under a heading."""
    return re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.+?) \|", _part(heading), re.MULTILINE)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("sources", "agreements", "data"):
        (tmp_path / folder).mkdir()
    walk(MINUTE, tmp_path, monkeypatch)
    return tmp_path


def test_the_minute_goes_as_the_page_says(desk: Path) -> None:
    """And its seconds are counted: by each calendar for its time, and by the last for all of it."""
    assert _counted(desk) == 57_608
    agreement = desk / "agreements" / "desk.yml"
    text = agreement.read_text("utf-8").replace("by: team\n", "by: team\n      takes: the last one for all of it\n")
    agreement.write_text(text, "utf-8")
    assert call("run", desk).exit_code == 0
    assert _counted(desk) == 41_408
    assert all(f"{seconds:,} " in TEXT.replace("\n", " ") for seconds in (57_608, 41_408))
    assert all(f"{seconds / 60:.2f} minutes" in TEXT for seconds in (57_608, 41_408))


def _counted(folder: Path) -> int:
    (clock,) = json.loads(call("clock", "941606", folder, "--json").stdout)["clocks"]
    (run,) = clock["runs"]
    return int(run["elapsed_seconds"])


def test_every_field_of_a_clock_is_there() -> None:
    assert _firsts("What a clock says") == [each.name for each in fields(Clock) if each.name != "at"]


def test_steps_that_last_and_steps_that_happen_are_told_apart() -> None:
    lasting, _, happening = _part("What a clock says").partition("The others only happen:")
    assert re.findall(r"`(\w+)`", lasting.partition("until the next of")[2].partition(".")[0]) == [*PHASES]
    assert re.findall(r"`(\w+)`", happening.partition(";")[0]) == [each for each in STEPS if each not in PHASES]


def test_every_column_of_a_run_is_there() -> None:
    assert {*_firsts("What comes out")} == {each.name for each in CLOCK_RUN.columns}


def test_every_way_of_counting_by_a_clock_is_there() -> None:
    named = {
        f"{metric.name}.{name}"
        for metric in catalogue().values()
        for name, variant in metric.variants.items()
        if "clock" in variant.parameters
    }
    assert {*re.findall(r"`(\w+\.\w*by_clock\w*)`", _part("What comes out"))} == named


def test_the_traps_are_those_that_are_looked_for() -> None:
    told = {*re.findall(r"`([a-z]+(?:-[a-z]+)+)`", _part("The published traps"))}
    assert told <= checks().keys()
    smells = {name for name, each in checks().items() if "S45" <= each.smell <= "S56"}
    assert smells <= told


def test_the_clock_without_traps_has_none() -> None:
    calendars = "calendars: {office: {zone: Europe/London, open: [mon-fri 08:00-18:00]}}\n"
    versions, mistakes = read_agreement(whole(calendars + BLOCKS[-1].text), "care.yml")
    assert versions, mistakes
    told = {*re.findall(r"`([a-z]+(?:-[a-z]+)+)`", _part("The published traps"))}
    assert [finding for name in sorted(told) for finding in checks()[name].findings(versions.latest)] == []
