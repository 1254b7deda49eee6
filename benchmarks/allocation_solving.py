"""Our side and plain HiGHS of solving an allocation, a frontier, and published instances, as JSON of what came out.

Run as ``python -m benchmarks.allocation_solving WHAT …``. A gap is money: what a better plan could save at most, as a
share of what today costs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.allocation_world import world
from benchmarks.measuring import cpu
from truegreen.sourcing.allocation.frontier import frontier
from truegreen.sourcing.allocation.path import UnfinishedError, solve
from truegreen.sourcing.allocation.program import program_of
from truegreen.sourcing.allocation.solver import solved

OPTIMA = {
    41: 1040444.375, 42: 1098000.45, 43: 1153000.45, 44: 1235500.45, 51: 1025208.225, 61: 932615.75, 62: 977799.4,
    63: 1014062.05, 64: 1045650.25, 71: 932615.75, 72: 977799.4, 73: 1010641.45, 74: 1034976.975, 81: 838499.288,
    82: 910889.563, 83: 975889.563, 84: 1069369.525, 91: 796648.438, 92: 855733.5, 93: 896617.538, 94: 946051.325,
    101: 796648.437, 102: 854704.2, 103: 893782.112, 104: 928941.75, 111: 826124.713, 112: 901377.213, 113: 970567.75,
    114: 1063356.488, 121: 793439.563, 122: 852524.625, 123: 895302.325, 124: 946051.325, 131: 793439.562,
    132: 851495.325, 133: 893076.712, 134: 928941.75,
}  # fmt: skip
"""Published optima of the small warehouses of the OR-Library (Beasley, 1988), by the number after ``cap``."""
ASSIGNED = {1: [336, 327, 339, 341, 326], 12: [1451, 1449, 1433, 1447, 1446]}
"""Published optima of its assignments, by the number after ``gap``; of those between, that they are proven is asked."""


def ours(segments: int, types: int, sites: int, seconds: float) -> dict[str, Any]:
    """Solve with everything by the path: relax, settle, solve, prove."""
    problem, found = world(segments, types, sites, everything=True), []

    def work() -> None:
        with suppress(UnfinishedError):
            found.append(solve(problem, seconds=seconds))

    taken = _timed(work)
    if not found:
        return {**taken, "gap": None}
    certificate = found[0].certificate
    assert not certificate.breaches, certificate.breaches
    return {**taken, "gap": certificate.share}


def plain(segments: int, types: int, sites: int, seconds: float) -> dict[str, Any]:
    """Solve the same program by HiGHS as it is, in the same time."""
    problem, found = world(segments, types, sites, everything=True), []
    base = problem.spend_of_today()
    taken = _timed(lambda: found.append(solved(program_of(problem), seconds=seconds, gap=0.001 * base)))
    gap = (found[0].objective - found[0].bound) / base if len(found[0].values) else None
    return {**taken, "gap": gap}


def points(segments: int, types: int, sites: int, seconds: float) -> dict[str, Any]:
    """Give the frontier's points, each from where the one before ended."""
    problem, found = world(segments, types, sites, everything=True), []
    taken = _timed(lambda: found.append(frontier(problem)))
    line = found[0]
    steps = list(pairwise(line))
    rises = all(b.cost >= a.cost - 1e-6 * abs(a.cost) and b.value >= a.value - 1e-6 * abs(a.value) for a, b in steps)
    return {**taken, "points": len(line), "rises": rises}


def published(folder: str) -> dict[str, Any]:
    """Solve the small published warehouses that are there, each to the published optimum."""
    warehouses = import_module("tests.sourcing.allocation.problems").warehouses
    names = [name for name in OPTIMA if Path(folder, f"cap{name}.txt").is_file()]
    total = 0.0
    for name in names:
        found: list[Any] = []
        problem = warehouses(Path(folder, f"cap{name}.txt"))
        total += cpu(lambda: found.append(solve(problem, near=1e-9)), times=1)  # noqa: B023 it is called at once
        assert abs(found[0].certificate.objective - OPTIMA[name]) < 0.01, (name, found[0].certificate)
    return {"cpu": total, "many": len(names)}


def assigned(folder: str) -> dict[str, Any]:
    """Solve the published assignments that are there, five a file, each until the optimum is proven."""
    assignments = import_module("tests.sourcing.allocation.problems").assignments
    total, many = 0.0, 0
    for number in range(1, 13):
        path = Path(folder, f"gap{number}.txt")
        problems = assignments(path) if path.is_file() else []
        found: list[Any] = []
        total += cpu(lambda: found.extend(solve(each, near=1e-12).certificate for each in problems), times=1)  # noqa: B023
        best = [round(-each.objective) for each in found]
        assert best == (ASSIGNED.get(number, best) if found else []), (number, best)
        assert all(each.gap < 1e-6 and not each.breaches for each in found), number
        many += len(found)
    return {"cpu": total, "many": many}


def _timed(work: Callable[[], Any]) -> dict[str, float]:
    """Give the processor's seconds of some work, and those on the clock: far more of these is a busy machine."""
    start = perf_counter()
    taken = cpu(work, times=1)
    return {"cpu": taken, "clock": perf_counter() - start}


if __name__ == "__main__":
    import_module("highspy")
    import_module("scipy.sparse")
    if sys.argv[1] in ("published", "assigned"):
        print(json.dumps({"published": published, "assigned": assigned}[sys.argv[1]](sys.argv[2])))
    else:
        asked = {"ours": ours, "plain": plain, "points": points}[sys.argv[1]]
        segments, types, sites, seconds = map(int, sys.argv[2:])
        print(json.dumps(asked(segments, types, sites, seconds)))
