"""The example at the size asked for, made and loaded once and kept in ``.bench/``."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from truegreen.project.opened import Project, open_project
from truegreen.project.run import run
from truegreen.world.make import make

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 1, 2)


def example(cases: int) -> Project:
    """Give the example with so many cases, loaded, by provider, site and contact type."""
    folder = ROOT / ".bench" / f"{cases}"
    if not (folder / ".truegreen" / "facts.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "examples" / "acme", folder)
        settings = folder / "truegreen.toml"
        kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("slices")]
        kept.append('slices = ["provider", "site", "contact_type"]')
        settings.write_text("\n".join(kept) + "\n", "utf-8")
        make(folder, cases=cases, form="parquet")
        made, findings = run(open_project(folder), NOW)
        assert made, findings
        shutil.rmtree(folder / "data")
        shutil.rmtree(folder / ".truegreen" / "cells")
        shutil.rmtree(folder / ".truegreen" / "runs")
    return open_project(folder)
