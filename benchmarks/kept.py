"""What a run of the benchmarks measured, and on what machine with which releases: kept as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from math import inf, isfinite
from pathlib import Path
from typing import Any, Final

from benchmarks.measuring import Result

PACKAGES: Final = (
    "truegreen", "duckdb", "ibis-framework", "sqlglot", "numpy", "scipy", "pyarrow", "highspy", "django", "granian",
    "pandas", "linearmodels", "lifelines", "lifetimes", "linopy", "cvxpy", "pulp",
)  # fmt: skip
"""What ours stands on, then the peers."""
FIGURES: Final = ("ours", "against")


@dataclass(frozen=True)
class Benchmark:
    """What one benchmark measured.

    Attributes:
        name: its module's.
        about: what it does, in a sentence.
        results: its lines.
        peak: gigabytes that the largest of its processes held, both sides together; None if unknown.
        failed: whether it ended with an error, and measured nothing.
    """

    name: str
    about: str = ""
    results: tuple[Result, ...] = ()
    peak: float | None = None
    failed: bool = False


@dataclass(frozen=True)
class Run:
    """Benchmarks that were run at one size, when, and on what.

    Attributes:
        cases: how many were asked for.
        made: when, to the minute.
        processor: its name; empty if the system does not tell.
        cores: how many it could use.
        memory: gigabytes of the machine.
        python: its version.
        packages: versions by name; of those that are installed.
        benchmarks: what each measured.
    """

    cases: int
    made: str
    processor: str
    cores: int
    memory: float
    python: str
    packages: Mapping[str, str]
    benchmarks: tuple[Benchmark, ...] = ()

    @property
    def broken(self) -> list[Result]:
        """The lines whose limit is broken."""
        return [line for each in self.benchmarks for line in each.results if not line.holds]

    def and_of(self, benchmark: Benchmark) -> Run:
        """Give the run with one more."""
        return replace(self, benchmarks=(*self.benchmarks, benchmark))


def here(cases: int) -> Run:
    """Give a run on this machine, before anything is measured."""
    return Run(
        cases=cases,
        made=datetime.now().astimezone().isoformat(timespec="minutes"),
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9,
        python=platform.python_version(),
        packages={name: told for name in PACKAGES if (told := _version(name))},
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    return next((each.partition(":")[2].strip() for each in lines if each.startswith("model name")), "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def write(run: Run, path: Path) -> None:
    """Keep a run, whole or so far."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {**asdict(run), "benchmarks": [as_json(each) for each in run.benchmarks]}
    path.write_text(json.dumps(told, indent=1, allow_nan=False) + "\n", "utf-8")


def read(path: Path) -> Run:
    """Give a run that was kept."""
    told = json.loads(path.read_text("utf-8"))
    return Run(**{**told, "benchmarks": tuple(from_json(each) for each in told["benchmarks"])})


def as_json(benchmark: Benchmark) -> dict[str, Any]:
    """Give what was measured, with ratios and whether limits hold; a side that found nothing has no figure."""
    lines = [{**asdict(each), "ratio": each.ratio, "holds": each.holds} for each in benchmark.results]
    plain = [{name: _finite(value) for name, value in line.items()} for line in lines]
    return {**asdict(benchmark), "results": plain}


def from_json(told: Mapping[str, Any]) -> Benchmark:
    """Give a benchmark as it was kept."""
    return Benchmark(**{**told, "results": tuple(_result(each) for each in told["results"])})


def _result(told: Mapping[str, Any]) -> Result:
    given = {each.name: told[each.name] for each in fields(Result)}
    return Result(**{**given, **{name: inf for name in FIGURES if given[name] is None}})


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value
