"""The truth test in the example world: what is planted is found, with its months, and nothing else is."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from truegreen.model.truth import Cell, Entry, Kind, Truth
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.truth.truths import Choices, truths
from truegreen.world.make import make

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
Place = tuple[str, ...]
_PLACE = ("month", "site", "contact_type", "segment")


@dataclass
class World:
    """A world's truth test, and the truth."""

    tested: Truth
    shares: Mapping[Place, float]
    planted: list[dict[str, str]]

    def is_red(self, cell: Cell) -> bool:
        """Say whether its customers are truly below the red line."""
        return self.shares[_place(cell)] < cell.line

    def entries(self, kind: Kind) -> list[Entry]:
        """Give the entries of a kind."""
        return [each for each in self.tested.entries if each.kind is kind]


def _place(cell: Cell) -> Place:
    return (str(cell.period), *(cell.members[name] for name in _PLACE[1:]))


def _world(folder: Path, cases: int, seed: int, *, nothing: bool = False) -> World:
    shutil.copytree(EXAMPLE, folder)
    make(folder, cases=cases, seed=seed, nothing_planted=nothing)
    project = open_project(folder)
    run(project, datetime(2026, 1, 2))
    with look(project) as view:
        assert view
        found = truths(view, project.agreements["acme-care"], Choices())
    with (folder / "truth" / "cells.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    shares: dict[Place, float] = {tuple(row[name] for name in _PLACE): float(row["satisfied"]) for row in rows}
    truth = json.loads((folder / "truth" / "truth.json").read_text("utf-8"))
    return World(found, shares, [*truth["watermelons"], *truth["inverse"]])


def _is_planted(entry: Entry, planted: Mapping[str, str]) -> bool:
    """Say whether an entry lies in what is planted."""
    where = entry.members["site"] == (planted["site"],) and entry.members["contact_type"] == (planted["contact_type"],)
    segments = entry.members.get("segment")
    narrow = planted["segment"] is None or segments == (planted["segment"],)
    return where and narrow and str(entry.kind) == planted["kind"]


@pytest.mark.slow
@pytest.mark.parametrize("cases", [40_000, 100_000])
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, cases: int) -> None:
    world = _world(tmp_path / "acme", cases, 7)
    for planted in world.planted:
        found = [each for each in world.tested.entries if _is_planted(each, planted)]
        assert found, planted
        months = sorted(str(each) for entry in found for each in (entry.first, entry.last))
        if planted["kind"] == "watermelon":  # a month beside a long red stretch may be an inverse in its own right
            assert planted["first"] <= months[0], planted
            assert months[-1] <= planted["last"], planted
        assert sum(entry.months[0] for entry in found) >= 5, planted
    watermelons = [each for each in world.tested.cells if each.kind is Kind.WATERMELON]
    assert [each for each in watermelons if not world.is_red(each)] == []
    for entry in (*world.entries(Kind.WATERMELON), *world.entries(Kind.INVERSE)):
        assert any(_is_planted(entry, each) for each in world.planted), entry.members
    red = [each for each in world.tested.cells if str(each.contract) == "met" and world.is_red(each)]
    assert len(watermelons) >= 0.45 * len(red)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 2, 3])
def test_where_nothing_is_planted_it_is_quiet(tmp_path: Path, seed: int) -> None:
    world = _world(tmp_path / "acme", 40_000, seed, nothing=True)
    for kind in (Kind.WATERMELON, Kind.INVERSE, Kind.TRUE_RED):
        assert world.entries(kind) == []
