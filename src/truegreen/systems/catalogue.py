"""The systems, each loaded when it is asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from truegreen.systems.define import KINDS, Entity, System
from truegreen.systems.places import places


@cache
def system(name: str) -> System:
    """Give a system, loading its file.

    Raises:
        KeyError: there is no such system.
        ValueError: its file is not written as ``define`` says.
    """
    place = places()[name]
    module = import_module(place) if isinstance(place, str) else place.load()
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
