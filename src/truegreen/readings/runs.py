"""Runs as they are kept: each immutable in a folder of its own, and the name of the latest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truegreen.engine.duck import VERSION
from truegreen.facts.store import State, restored, stored
from truegreen.files.writing import replace
from truegreen.model.finding import Finding
from truegreen.readings.cells import Cells
from truegreen.readings.latest import latest
from truegreen.readings.specs import Formula


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    Attributes:
        id: digest of all that decided it.
        findings: what is known to be wrong with the records and the measures.
        fresh: whether this call made it.
    """

    id: str
    findings: tuple[Finding, ...]
    fresh: bool


def write_run(
    folder: Path,
    mark: str,
    inputs: Mapping[str, str],
    state: State,
    formulas: Iterable[Formula],
    cells: Cells,
    findings: Sequence[Finding],
) -> None:
    """Write a run in one step: what went in, what came out, and that it is the latest.

    Args:
        folder: the store's folder.
        mark: the run's id.
        inputs: digest of each source, by label.
        state: the facts that counted.
        formulas: what was computed.
        cells: where it is.
        findings: what is known to be wrong with it.
    """
    known = state.latest("happened")
    came = state.latest("came", "case") or state.latest("came")
    months = [month for _, month in state.partitions if month[:1].isdigit()]
    record = {
        "run": mark,
        "came": came.isoformat(sep=" ") if came else "",
        "first_month": min(months, default=""),
        "known_until": known.isoformat(sep=" ") if known else "",
        "inputs": dict(inputs),
        "forgetting": state.forgetting,
        "rows": {name: sum(each.rows for each in state.of(name).values()) for name, _ in sorted(state.partitions)},
        "formulas": {str(each.spec): each.metric.digest for each in formulas},
        "versions": {"duckdb": VERSION},
        "findings": [stored(each) for each in findings],
        "cells": cells.dump(),
    }
    replace(folder / "runs" / mark / "run.json", json.dumps(record, ensure_ascii=False, indent=1))
    replace(folder / "latest", mark)


def is_written(folder: Path, mark: str) -> bool:
    """Say whether a run was finished before."""
    return (folder / "runs" / mark / "run.json").exists()


def read_record(folder: Path, mark: str) -> dict[str, Any]:
    """Give what a run wrote down."""
    record: dict[str, Any] = json.loads((folder / "runs" / mark / "run.json").read_text("utf-8"))
    return record


def restore_run(folder: Path, mark: str) -> Run:
    """Give a run that was made before, and make it the latest."""
    replace(folder / "latest", mark)
    return Run(mark, tuple(restored(kept) for kept in read_record(folder, mark)["findings"]), fresh=False)


def latest_cells(folder: Path) -> Cells:
    """Give the cells of the latest run; none if there is no run."""
    mark = latest(folder)
    return Cells.restore(read_record(folder, mark)["cells"]) if mark else Cells()


def named_cells(folder: Path) -> set[Path]:
    """Give every file of cells that some run names."""
    runs = [path.name for path in (folder / "runs").iterdir() if is_written(folder, path.name)]
    files = [each for mark in runs for each in read_record(folder, mark)["cells"]["files"]]
    return {folder / name for each in files for name in (each["file"], each["spreads"]) if name}
