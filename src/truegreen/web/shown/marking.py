"""The mark of what would be shown now: a digest of all that decides it, made without loading an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from truegreen import __version__
from truegreen.facts.store import Store
from truegreen.facts.tables import SLICES
from truegreen.files.pilots import how_far, names_in
from truegreen.files.plans import names_in as plans_in
from truegreen.files.plans import place_of
from truegreen.files.settings import read_settings
from truegreen.readings.latest import latest
from truegreen.readings.runs import read_record
from truegreen.web.shown.shelf import STORE

WATCHED: Final = (
    "truegreen.toml", "agreements", "cases", "sources", "figures", "settled", "pilots", "alerts", "heard",
)  # fmt: skip
"""What decides what is shown, besides the run."""


@dataclass(frozen=True, slots=True)
class Ran:
    """The latest run, as far as it decides what is shown.

    Attributes:
        run: its id.
        forgetting: a digest of who is forgotten.
        has_rows: whether the facts are still those that it was made from.
    """

    run: str
    forgetting: str
    has_rows: bool


def mark_now(folder: Path) -> str:
    """Give the mark of what would be shown now; empty where nothing was run."""
    found = ran(folder)
    if found is None:
        return ""
    said = f"{__version__} {found} {day_of(folder)} {digest_of(folder, *WATCHED, *plan_files(folder))}"
    return sha256(said.encode()).hexdigest()[:16]


def ran(folder: Path) -> Ran | None:
    """Give the latest run; None if there is none."""
    run = latest(folder / STORE)
    if run is None:
        return None
    state, record = Store(folder / STORE).read(), read_record(folder / STORE, run)
    there = (record["inputs"], record.get("forgetting", ""))
    return Ran(run, state.forgetting, (state.digests, state.forgetting) == there)


def day_of(folder: Path) -> str:
    """Give the day it is where a pilot was registered, for how it stands is looked at anew each day; else nothing."""
    if all(how_far(folder, name) == "drafted" for name in names_in(folder)):
        return ""
    told, _ = read_settings(folder, SLICES)
    return datetime.now(ZoneInfo(told.time_zone if told else "UTC")).date().isoformat()


def plan_files(folder: Path) -> list[str]:
    """Give the places of plans; those that were found and saved decide nothing."""
    return [place_of(name).as_posix() for name in plans_in(folder)]


def digest_of(folder: Path, *places: str) -> str:
    """Give the digest of files, and of all files below folders, with their names."""
    seen = sha256()
    for path in (each for place in places for each in _below(folder / place)):
        seen.update(f"\n{path.relative_to(folder).as_posix()} ".encode())
        try:
            seen.update(sha256(path.read_bytes()).digest())
        except OSError as wrong:
            seen.update(str(wrong.errno).encode())
    return seen.hexdigest()


def _below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from sorted(each for each in place.rglob("*") if each.is_file())
