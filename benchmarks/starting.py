"""How long verbs take to start, in whole processes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile, TemporaryDirectory

from benchmarks.measuring import Result
from benchmarks.project import NOW, ROOT
from truegreen.project.opened import open_project
from truegreen.project.run import run as run_project
from truegreen.world.make import make

REGIME = ROOT / "tests" / "regimes" / "crown_commercial" / "agreement.yml"
COMPILED = {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As it is for a user: what was compiled once is kept."""
FEW = 4_000
MAIN = "from truegreen.cli import main; main()"


def run(cases: int) -> list[Result]:
    """Time verbs on the example's text, and the first query of a small world's run; the size does not matter."""
    del cases
    project = str(ROOT / "examples" / "acme")
    with NamedTemporaryFile("w", suffix=".csv") as figures:
        figures.write("period,service-level\n2025-03,75 %\n")
        figures.flush()
        settling = _cpu("settle", str(REGIME), "--readings", figures.name)
    with TemporaryDirectory() as room:
        asking = _cpu("scorecard", str(_finished(Path(room) / "acme")))
    return [
        Result("truegreen --help", _cpu("--help"), "0.15 s", 0.15, 1.0),
        Result("truegreen check of the example, risks included", _cpu("check", project), "0.3 s", 0.3, 1.0),
        Result("truegreen settle --readings of a regime", settling, "0.4 s", 0.4, 1.0),
        Result("truegreen scorecard, the first query of a finished run", asking, "0.4 s", 0.4, 1.0),
    ]


def _finished(folder: Path) -> Path:
    """Make the example small, with a finished run."""
    shutil.copytree(ROOT / "examples" / "acme", folder)
    make(folder, cases=FEW)
    project = open_project(folder)
    made, findings = run_project(project, NOW)
    assert made, (*project.findings, *findings)
    return folder


def _cpu(*words: str) -> float:
    taken = []
    for _ in range(5):
        before = _used()
        subprocess.run([sys.executable, "-c", MAIN, *words], check=True, stdout=subprocess.DEVNULL, env=COMPILED)
        taken.append(_used() - before)
    return median(taken)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
