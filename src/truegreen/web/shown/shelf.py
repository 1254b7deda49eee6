"""The shelf: what a run has to show, made ready once, so that pages read it and compute nothing.

It lies in ``.truegreen/shown/MARK``; the mark is the digest of all that decides it (``marking.py``). The latest whole
one is named by ``.truegreen/shown/latest``; one that was not finished is never named. It may be deleted and is made
again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from truegreen.files.writing import replace
from truegreen.reports.rendering import Parts
from truegreen.web.shown.squeezing import Squeezed, squeezed

STORE: Final = ".truegreen"


@dataclass(frozen=True, slots=True)
class Kept:
    """One page ready to be shown, and its record for programs.

    Attributes:
        name: such as ``truth`` or ``statement/2025-10``.
        parts: of the page, where there is one.
        record: what programs get.
    """

    name: str
    record: Mapping[str, Any]
    parts: Parts | None = None


def latest_mark(folder: Path) -> str:
    """Give the mark of what is shown; empty where nothing was made ready yet."""
    place = folder / STORE / "shown" / "latest"
    try:
        seen = place.stat()
    except FileNotFoundError:
        return ""
    return _mark(place, seen.st_mtime_ns, seen.st_ino)


@lru_cache(maxsize=4)
def _mark(place: Path, changed: int, number: int) -> str:
    return place.read_text("utf-8").strip()


def put(folder: Path, mark: str, agreement: str, kept: Kept) -> list[str]:
    """Put one on the shelf, and name its files."""
    place = _place(folder, mark, agreement, kept.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    replace(place.with_suffix(".json"), json.dumps(kept.record, ensure_ascii=False))
    if kept.parts:
        replace(place.with_suffix(".parts"), json.dumps(asdict(kept.parts), ensure_ascii=False))
    return [f"{kept.name}.json", *([f"{kept.name}.parts"] if kept.parts else [])]


def taken_from(folder: Path, mark: str, agreement: str, name: str) -> Mapping[str, Any] | None:
    """Give a record of any shelf, also of one that is not shown yet; None if it is not there."""
    try:
        return _record(_place(folder, mark, agreement, name).with_suffix(".json"))
    except FileNotFoundError:
        return None


def name_latest(folder: Path, mark: str) -> None:
    """Say that a mark is whole, and is what is shown from now on."""
    replace(folder / STORE / "shown" / "latest", mark)


@dataclass(frozen=True, slots=True)
class Page:
    """A page from the shelf; its main part is squeezed already."""

    look: str
    title: str
    nav: str
    foot: str
    main: Squeezed


def page_of(agreement: str, name: str) -> Page | None:
    """Give a page; None if it is not on the shelf."""
    place = _shown(agreement, name)
    try:
        return _page(place.with_suffix(".parts")) if place else None
    except FileNotFoundError:
        return None


def record_of(agreement: str, name: str) -> Mapping[str, Any] | None:
    """Give a record; None if it is not on the shelf."""
    place = _shown(agreement, name)
    try:
        return _record(place.with_suffix(".json")) if place else None
    except FileNotFoundError:
        return None


def text_of(agreement: str, name: str) -> Squeezed | None:
    """Give a record as text; None if it is not on the shelf."""
    place = _shown(agreement, name)
    try:
        return _text(place.with_suffix(".json")) if place else None
    except FileNotFoundError:
        return None


def names(agreement: str, start: str = "") -> Iterator[str]:
    """Give the names of what is on the shelf for an agreement, in order."""
    folder: Path = settings.FOLDER
    top = folder / STORE / "shown" / latest_mark(folder) / agreement
    for path in sorted((top / start.rpartition("/")[0]).rglob("*.json")):
        name = path.relative_to(top).with_suffix("").as_posix()
        if name.startswith(start):
            yield name


@lru_cache(maxsize=256)
def _page(path: Path) -> Page:
    told = json.loads(path.read_text("utf-8"))
    return Page(**{**told, "main": squeezed(told["main"].encode())})


@lru_cache(maxsize=256)
def _record(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@lru_cache(maxsize=64)
def _text(path: Path) -> Squeezed:
    return squeezed(path.read_bytes())


def _shown(agreement: str, name: str) -> Path | None:
    """Give where something lies that is shown; None if nothing is, or the name leads elsewhere."""
    folder: Path = settings.FOLDER
    mark = latest_mark(folder)
    try:
        return _place(folder, mark, agreement, name) if mark else None
    except (ValueError, OSError):  # somebody made it up
        return None


@lru_cache(maxsize=10_000)
def _place(folder: Path, mark: str, agreement: str, name: str) -> Path:
    """Give where something lies.

    Raises:
        ValueError: the name leads elsewhere.
    """
    top = (folder / STORE / "shown" / mark / agreement).resolve()
    place = (top / f"{name}.x").resolve()
    if not place.is_relative_to(top) or not agreement or "/" in agreement:
        raise ValueError(f"there is nothing at {name}")
    return place
