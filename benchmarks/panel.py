"""A regression within accounts: one scan for moments and then algebra, against linearmodels on the rows.

Each side reads the same Parquet file in a process of its own, so that its memory is its own; loading libraries is not
counted as time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measuring import GIGABYTES, Result
from benchmarks.panel_ours import DRAWS
from benchmarks.panel_rows import ACCOUNTS

ROWS, COLUMNS = 2_000_000, 6
LARGE, KPIS = 20_000_000, 12


def run(cases: int) -> list[Result]:
    """Time both sides at 2 million rows, and ours alone at 20 million; fewer where fewer cases are asked for."""
    share = min(1.0, cases / 10_000_000)
    rows, large = round(ROWS * share), round(LARGE * share)
    results: list[Result] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        _drawn(path, rows, COLUMNS)
        ours, peer = _child("ours", path, COLUMNS), _child("peer", path, COLUMNS)
        _same(ours, peer)
        at_size = rows == ROWS
        task = f"a regression within {ACCOUNTS:,} accounts, {rows:,} rows × {COLUMNS}"
        timed = Result(task, ours["cpu"], "linearmodels", peer["cpu"], 1 / 8 if at_size else None, size=rows)
        weighed = Result(f"{task}: peak", ours["peak"], "linearmodels", peer["peak"], 1 / 3 if at_size else None)
        results += [
            replace(timed, held=ours["peak"], held_against=peer["peak"]),
            replace(weighed, unit=GIGABYTES, size=rows),
            Result(f"{DRAWS} bootstraps of it", ours["draws"], "linearmodels, once", peer["cpu"]),
        ]
        for name, order in (("as they came", ()), ("kept by account", ("account",))):
            _drawn(path, large, KPIS + 1, *order)
            made = _child("ours", path, KPIS + 1)
            task = f"a regression within {ACCOUNTS:,} accounts, {large:,} rows × {KPIS} figures, {name}"
            print(f"{task}: {made['wall']:.1f} s on the clock, peak {made['peak']:.1f} GB")
            limit = 1.0 if large == LARGE else None
            results += [
                Result(task, made["cpu"], "60 s", 60.0, limit, size=large, held=made["peak"]),
                Result(task, made["cpu"], "a plain scan", made["scan"], size=large, held=made["peak"]),
            ]
    return results


def _drawn(path: Path, rows: int, columns: int, *order: str) -> None:
    """Draw rows, beside: a process starts with the peak of the one that started it."""
    _python("panel_rows", str(path), str(rows), str(columns), *order)


def _child(side: str, path: Path, columns: int) -> dict[str, Any]:
    return dict(json.loads(_python(f"panel_{side}", str(path), str(columns)).splitlines()[-1]))


def _python(module: str, *given: str) -> str:
    line = [sys.executable, "-m", f"benchmarks.{module}", *given]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def _same(ours: dict[str, Any], peer: dict[str, Any]) -> None:
    for which in ("values", "errors"):
        away = max(abs(a / b - 1) for a, b in zip(ours[which], peer[which], strict=True))
        assert away < 1e-8, f"{which} differ by {away}"
    print(f"{len(ours['values'])} coefficients and errors are the same as the peer's")
