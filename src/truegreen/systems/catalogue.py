"""Find the systems: the files of this folder, and what other packages offer as ``truegreen.systems``; lazily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Final

from truegreen.systems.define import KINDS, Entity, System

_NOT_SYSTEMS: Final = (
    "catalogue", "define", "fitting", "gather", "likely", "lists", "profile", "recognise", "staging", "stepping",
    "typing",
)  # fmt: skip


def names() -> Sequence[str]:
    """Name every system; none is loaded for it.

    Raises:
        ValueError: two files give one name.
    """
    return tuple(sorted(_places()))


@cache
def system(name: str) -> System:
    """Give a system, loading its file.

    Raises:
        KeyError: there is no such system.
        ValueError: its file is not written as ``define`` says.
    """
    place = _places()[name]
    module = place.load() if isinstance(place, EntryPoint) else import_module(place)
    return system_of(module)


def system_of(module: ModuleType) -> System:
    """Read a system from its module.

    Raises:
        ValueError: something is missing or odd in it.
    """
    where = module.__name__
    for name in ("NAME", "TITLE", "ENTITIES", "facts", "__doc__"):
        if not getattr(module, name, None):
            raise ValueError(f"system file {where} has no {name}; see docs/adding-a-system.md")
    if where.rpartition(".")[2] != module.NAME:
        raise ValueError(f"system file {where} is named differently from its NAME, “{module.NAME}”")
    entities: tuple[Entity, ...] = module.ENTITIES
    for entity in entities:
        strange = {field.kind for field in entity.columns.values()} - set(KINDS)
        unknown = {*entity.key, *([entity.latest] if entity.latest else [])} - set(entity.columns)
        if strange or unknown:
            raise ValueError(f"system file {where}: {entity.name} has {', '.join(sorted(strange | unknown))}")
    says = (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
    return System(module.NAME, module.TITLE, says, entities, module.facts, getattr(module, "ZONE", ""))


@cache
def _places() -> Mapping[str, str | EntryPoint]:
    here = str(Path(__file__).parent)
    found: dict[str, str | EntryPoint] = {
        each.name: f"truegreen.systems.{each.name}" for each in iter_modules([here]) if each.name not in _NOT_SYSTEMS
    }
    for point in entry_points(group="truegreen.systems"):
        if point.name in found:
            raise ValueError(f"two systems are called “{point.name}”")
        found[point.name] = point
    return found
