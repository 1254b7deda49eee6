"""Where the latest run is, and what it knows of identities; no engine is loaded for it."""

from __future__ import annotations

import json
from pathlib import Path

from truegreen.facts.store import restored
from truegreen.model.finding import Finding
from truegreen.model.identity import FINDINGS


def latest(folder: Path) -> str | None:
    """Give the id of the latest run, if there is one."""
    path = folder / "latest"
    return path.read_text("utf-8") if path.exists() else None


def given_file(folder: Path, run: str, agreement: str) -> Path:
    """Give the place of the figures that a run gives to an agreement's settlement."""
    return folder / "runs" / run / "given" / f"{agreement}.csv"


def identities_of(folder: Path, run: str) -> list[Finding]:
    """Give what a run found about rows whose case, account or provider is not known, or not for sure."""
    record = json.loads((folder / "runs" / run / "run.json").read_text("utf-8"))
    return [found for kept in record["findings"] if (found := restored(kept)).id in FINDINGS]
