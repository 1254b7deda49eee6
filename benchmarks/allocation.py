"""The allocation: its program written beside three modelling languages, and solved beside the solver as it is.

Each side has a process of its own, so that its memory is its own. That it is the same program is shown by its rows and
columns, and on a small problem by the optimum.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.allocation_peers import PEERS
from benchmarks.measuring import GIGABYTES, Result

SMALL, LARGE, MAY = (3, 4, 5), (50, 100, 60), 0.72
LOOK = (20, 40, 25)
MIDDLE, MIDDLE_MAY_TAKE = (25, 40, 27), 0.1
SOLVED = (((5, 10, 8), 15, 0.005), ((10, 20, 15), 45, 0.005), ((20, 40, 25), 60, 0.03))
"""Size, seconds, and the gap that the plan may have at most, as a share of what today costs."""
SEEN = (((5, 10, 8), 15, None),)
FRONTIERS = (((10, 20, 15), 2.0), ((20, 40, 25), 30.0))
"""Size, and the CPU seconds that its frontier may take."""
PUBLISHED = {"published": ("warehouses", 20.0), "assigned": ("assignments", 30.0)}
BUSY = 0.8
"""Share of the clock below which a side had the processor too little: the solver's limit is on the clock."""
GAP = "% of today’s cost"
NAMES = {"linopy": "linopy", "cvxpy": "cvxpy", "pulp": "PuLP"}


def run(cases: int) -> list[Result]:
    """Write at 220,000 variables and solve with everything; smaller for a look, below a million cases."""
    is_look = cases < 1_000_000
    results = [_middle(), *_writing(LOOK if is_look else LARGE, is_look=is_look)]
    for size, seconds, limit in SEEN if is_look else SOLVED:
        results += _solving(size, seconds, limit)
    frontiers = FRONTIERS[:1] if is_look else FRONTIERS
    return [*results, *(_frontier(*each) for each in frontiers), *_published()]


def _middle() -> Result:
    """Write ours alone, at some 20,000 columns."""
    found = _python("allocation_ours", *map(str, MIDDLE), str(MAY), "write")
    task = f"an allocation's program of {found['shape'][1]:,} columns, written and loaded"
    return Result(task, found["cpu"], f"{MIDDLE_MAY_TAKE} s", MIDDLE_MAY_TAKE, 1.0, held=found["peak"])


def _writing(size: tuple[int, ...], *, is_look: bool) -> list[Result]:
    peers = [each for each in PEERS if find_spec(each) is not None]
    for each in sorted(set(PEERS) - set(peers)):
        print(f"{NAMES[each]} is not installed: nothing is held against it")
    with TemporaryDirectory() as folder:
        ours, others = _both(SMALL, Path(folder, "small.npz"), peers, "solve")
        for name, held in others.items():
            away = abs(held["optimum"] - ours["optimum"]) / abs(ours["optimum"])
            assert away < 1e-6, f"{name} finds {held['optimum']}, and we {ours['optimum']}"
            assert held["shape"] == ours["shape"], f"{name} writes {held['shape']}, and we {ours['shape']}"
        if others:
            print(f"{len(others)} peers write the same {ours['shape'][0]} rows and find the same optimum")
        ours, others = _both(size, Path(folder, "large.npz"), peers)
    rows, columns = ours["shape"]
    task = f"an allocation's program of {columns:,} columns and {rows:,} rows, written and loaded"
    print(f"{task}: peak {ours['peak']:.2f} GB")
    results = [] if is_look else [Result(task, ours["cpu"], "1 s", 1.0, 1.0, held=ours["peak"])]
    for name, held in others.items():
        assert held["shape"] == ours["shape"], f"{name} writes {held['shape']}, and we {ours['shape']}"
        sides, limit = {"held": ours["peak"], "held_against": held["peak"]}, None if is_look else 1.0
        results.append(Result(task, ours["cpu"], NAMES[name], held["cpu"], limit, **sides))
        results.append(Result(f"{task}: peak", ours["peak"], NAMES[name], held["peak"], unit=GIGABYTES))
    return results


def _both(
    size: tuple[int, ...], path: Path, peers: list[str], *solves: str
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    _python("allocation_stated", *map(str, size), str(MAY), str(path))
    ours = _python("allocation_ours", *map(str, size), str(MAY), *(solves or ["write"]))
    return ours, {name: _python("allocation_peers", name, str(path), *solves) for name in peers}


def _solving(size: tuple[int, ...], seconds: int, limit: float | None) -> list[Result]:
    asked = (*map(str, size), str(seconds))
    ours, plain = _python("allocation_solving", "ours", *asked), _python("allocation_solving", "plain", *asked)
    task = f"{' × '.join(map(str, size))} with everything, in {seconds} s: gap"
    print(f"{task} {_percent(ours)}; HiGHS alone {_percent(plain)}")
    is_judged = _is_judged(task, ours)
    gap = inf if ours["gap"] is None else 100 * ours["gap"]
    results: list[Result] = []
    if limit is not None:
        results.append(Result(task, gap, "what it may be", 100 * limit, 1.0 if is_judged else None, GAP))
        results.append(Result(f"{task}, time", ours["cpu"], "the time given", float(seconds), 1.1))
    if plain["gap"]:
        results.append(Result(task, gap, "HiGHS alone", 100 * plain["gap"], unit=GAP))
    return results


def _is_judged(task: str, of: dict[str, Any]) -> bool:
    """Say whether a side had the processor for most of its time; a busy machine is told and not judged."""
    is_busy = of["cpu"] < BUSY * of["clock"]
    if is_busy:
        print(f"{task}: {of['cpu']:.1f} CPU-s in {of['clock']:.0f} s on the clock; so busy a machine is not judged")
    return not is_busy


def _percent(of: dict[str, Any]) -> str:
    found = "no plan" if of["gap"] is None else f"{100 * of['gap']:.2f} %"
    return f"{found} after {of['cpu']:.1f} CPU-s"


def _frontier(size: tuple[int, ...], promised: float) -> Result:
    found = _python("allocation_solving", "points", *map(str, size), "0")
    assert found["rises"], "cost and value rise along the frontier"
    task = f"{found['points']} points of the frontier at {' × '.join(map(str, size))}"
    return Result(task, found["cpu"], f"{promised:.0f} s", promised, 1.0 if _is_judged(task, found) else None)


def _published() -> list[Result]:
    folder = Path(os.environ.get("TRUEGREEN_DATA", Path(__file__).parents[2] / "shared" / "data")) / "orlib"
    if not folder.is_dir():
        print("published warehouses are not here: TRUEGREEN_DATA names the folder that holds orlib")
        return []
    results = []
    for asked, (what, promised) in PUBLISHED.items():
        found = _python("allocation_solving", asked, str(folder))
        if found["many"]:
            task = f"{found['many']} published {what}, to the optimum"
            results.append(Result(task, found["cpu"], f"{promised:.0f} s", promised, 1.0))
    return results


def _python(module: str, *given: str) -> dict[str, Any]:
    line = [sys.executable, "-m", f"benchmarks.{module}", *given]
    said = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(said.splitlines()[-1]))
