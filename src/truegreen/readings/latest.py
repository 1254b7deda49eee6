"""Where the latest run is, without reading it."""

from __future__ import annotations

from pathlib import Path


def latest(folder: Path) -> str | None:
    """Give the id of the latest run, if there is one."""
    path = folder / "latest"
    return path.read_text("utf-8") if path.exists() else None


def given_file(folder: Path, run: str, agreement: str) -> Path:
    """Give the place of the figures that a run gives to an agreement's settlement."""
    return folder / "runs" / run / "given" / f"{agreement}.csv"
