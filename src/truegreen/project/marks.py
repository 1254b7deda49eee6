"""What decides a run, summed up without loading an engine: whoever settles from a run can tell that it is older."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version

from truegreen.facts.store import FORMAT, State, Store
from truegreen.metrics.catalogue import catalogue
from truegreen.project.opened import Project
from truegreen.readings.plan import LAYOUT
from truegreen.readings.specs import wanted
from truegreen.sources.changes import Input, arrived


def is_older(project: Project, run: str) -> bool:
    """Say whether records, texts or formulas have changed since a run was made."""
    return mark_of(project, inputs_now(project, Store(project.store).read())) != run


def inputs_now(project: Project, before: State) -> list[Input]:
    """Give what the mappings find now; files that look the same as when they were loaded are not read again."""
    known = {label: (each.stamp, each.digest) for label, each in before.sources.items()}
    return list(arrived(project.mappings, project.folder, project.settings.time_zone, project.who, known))


def mark_of(project: Project, found: Sequence[Input]) -> str:
    """Sum up everything that decides a run."""
    metrics = catalogue()
    specs = [f"{spec} {metrics[spec.metric].digest}" for spec in wanted(project.agreements.values(), metrics)]
    texts = [*sorted((project.folder / "agreements").glob("*.y*ml")), project.folder / "truegreen.toml"]
    parts = [
        *(f"{each.label} {each.digest}" for each in sorted(found, key=lambda each: each.label)),
        *(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in texts),
        *specs,
        *(f"forgotten {each}" for each in sorted(project.who.forgotten)),
        f"facts {FORMAT}, cells {LAYOUT}, given 1",
        *(f"{package} {version(package)}" for package in ("truegreen", "duckdb")),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
