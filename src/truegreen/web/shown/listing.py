"""The parts of what is shown, one for each file of ``shelves``, with what each says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, TypeAlias

from truegreen.web.shown import shelves
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

Fill: TypeAlias = Callable[[Showing], Iterable[Kept]]
ALL: Final = (
    "run", "settings", "text", "title", "cases", "figures", "issued", "pilots", "alerts", "day", "many", "slices",
    "holidays", "services", "bills", "plans", "clients",
)  # fmt: skip
"""Every input; see ``deciding``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A part.

    Attributes:
        name: of its file.
        title: what people call what it shows.
        fill: makes its pages and records.
        decided_by: the inputs that decide them; all, where the file names none.
        shows: how their names begin.
    """

    name: str
    title: str
    fill: Fill
    decided_by: tuple[str, ...]
    shows: tuple[str, ...] = ()


@cache
def listed() -> tuple[Listed, ...]:
    """Give every part, by name."""
    files = {each.name: import_module(f"{shelves.__name__}.{each.name}") for each in iter_modules(shelves.__path__)}
    return tuple(
        Listed(
            name, getattr(file, "TITLE", name), file.fill, getattr(file, "DECIDED_BY", ALL), getattr(file, "SHOWS", ())
        )
        for name, file in files.items()
    )
