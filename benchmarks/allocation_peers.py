"""A peer's side of writing an allocation's program: reads arrays, writes rows, hands them to its solver interface.

Run as ``python -m benchmarks.allocation_peers NAME FILE [solve]``; prints what it took as JSON. Loading libraries and
reading is not counted.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.measuring import cpu, peak_gigabytes

PEERS = ("linopy", "cvxpy", "pulp")


def main(name: str, path: str, *, solves: bool) -> dict[str, Any]:
    """Write the program, and solve it too if it is small."""
    for each in (name, "highspy", "scipy.sparse"):
        import_module(each)
    written = import_module(f"benchmarks.allocation_{name}").written
    arrays = dict(np.load(path))
    made: list[Any] = []
    taken = cpu(lambda: made.append(written(arrays)), times=1)
    _, shape, optimum = made[0]
    return {"cpu": taken, "peak": peak_gigabytes(), "shape": shape, "optimum": optimum() if solves else None}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], solves="solve" in sys.argv[3:])))
