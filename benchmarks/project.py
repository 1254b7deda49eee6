"""The example at the size asked for, made and loaded once and kept in ``.bench/``."""

from __future__ import annotations

import re
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
        few = 'slices = ["provider", "site", "contact_type"]'
        settings.write_text(re.sub(r"^slices = .*$", few, settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        make(folder, cases=cases, form="parquet")
        project = open_project(folder)
        made, findings = run(project, NOW)
        assert made, (*project.findings, *findings)
        shutil.rmtree(folder / "data")
        shutil.rmtree(folder / ".truegreen" / "cells")
        shutil.rmtree(folder / ".truegreen" / "runs")
    return open_project(folder)
