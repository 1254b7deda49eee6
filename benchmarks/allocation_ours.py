"""Our side of writing an allocation's program: from a problem to the solver, as JSON of what it took."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from benchmarks.allocation_world import world
from benchmarks.measuring import cpu, peak_gigabytes
from truegreen.sourcing.allocation.program import program_of
from truegreen.sourcing.allocation.solver import loaded, solved


def main(segments: int, types: int, sites: int, may: float, *, solves: bool) -> dict[str, Any]:
    """Write the program and load it; solve it too if it is small."""
    import_module("highspy")
    import_module("scipy.sparse")
    problem = world(segments, types, sites, may=may)
    found: list[Any] = []
    taken = cpu(lambda: found.append(loaded(program_of(problem))), times=1)
    program = program_of(problem)
    optimum = solved(program, seconds=60.0).objective if solves else None
    return {"cpu": taken, "peak": peak_gigabytes(), "shape": program.shape, "optimum": optimum}


if __name__ == "__main__":
    *size, may, solves = sys.argv[1:]
    segments, types, sites = map(int, size)
    print(json.dumps(main(segments, types, sites, float(may), solves=solves == "solve")))
