"""Run one benchmark in a process of its own: what it keeps in memory is not counted to the next.

Linear algebra has one thread on both sides, as in every verb: more of them wait for each other, and that is CPU time.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.kept import Benchmark, as_json, from_json
from benchmarks.measuring import peak_gigabytes


def alone(name: str, cases: int) -> Benchmark:
    """Run one; what it tells on the way is shown."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "measured.json"
        line = [sys.executable, "-m", "benchmarks.running", name, str(cases), str(path)]
        single = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
        if subprocess.run(line, check=False, env=single).returncode:
            return Benchmark(name, failed=True)
        return from_json(json.loads(path.read_text("utf-8")))


def main(name: str, cases: int, path: Path) -> None:
    """Run it here, and write down what came of it."""
    module = import_module(f"benchmarks.{name}")
    results = tuple(module.run(cases))
    peak = max(peak_gigabytes(), peak_gigabytes(resource.RUSAGE_CHILDREN))
    about = (module.__doc__ or "").partition("\n")[0]
    path.write_text(json.dumps(as_json(Benchmark(name, about, results, peak))), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
