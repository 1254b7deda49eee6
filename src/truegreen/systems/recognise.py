"""Which kind of record a file of a system holds, and which of its columns are which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.systems.define import Entity, System

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What warehouses and exports put around the name of a table.
_AROUND: Final = re.compile(r"^(stg|raw|src|base|tmp)_+|_+(data|export|report|table|\d+)$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file as one kind of record: the file's own name of each column, by the entity's."""

    entity: Entity
    columns: Mapping[str, str]


def plain(name: str) -> str:
    """Give a name in lower letters with _ between words, however the export writes it.

    >>> plain("ConnectedToAgentTimestamp"), plain("Agent.ARN"), plain("After Call Work Time (s)"), plain("__c.FooID")
    ('connected_to_agent_timestamp', 'agent_arn', 'after_call_work_time_s', 'c_foo_id')
    """
    return re.sub(r"[^a-z0-9]+", "_", _CAMEL.sub("_", name).lower()).strip("_")


def recognised(
    system: System, stem: str, inside: str, header: Iterable[str], *, nested: bool = False
) -> Recognised | None:
    """Say which of a system's entities a file holds; None if it is none of them.

    A name that is an entity's own decides, of the list in a JSON document first, then of the file; else the entity
    with most of its columns there.

    Args:
        system: the system.
        stem: the file's name without its endings.
        inside: the name of the list in a JSON document, if it has one.
        header: the file's columns.
        nested: whether columns stand in objects that an entity may take whole, as in JSON.
    """
    names = {plain(name): name for name in reversed([*header])}
    objects = {plain(each): each for name in names.values() for each in _around(name)} if nested else {}
    fitting = [each for entity in system.entities if (each := _fit(entity, names, objects))]
    for called in (plain(inside), *_stems(plain(stem), system.name)):
        for each in fitting:
            if called and called in (each.entity.name, *each.entity.also):
                return each
    return max(fitting, key=lambda each: len(each.columns), default=None)


def _stems(stem: str, system: str) -> Iterable[str]:
    """Give what a file may be called, with less and less around it."""
    yield stem
    while (shorter := _AROUND.sub("", stem)) != stem:
        stem = shorter
        yield stem
    parts = stem.split("_")
    for start in range(1, len(parts)):
        yield "_".join(parts[start:])
    for end in range(len(parts) - 1, 0, -1):
        yield "_".join(parts[:end])


def _around(name: str) -> Iterable[str]:
    """Name the objects that a column stands in, by what stands before its dots."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts)))


def _fit(entity: Entity, names: Mapping[str, str], objects: Mapping[str, str]) -> Recognised | None:
    found: dict[str, str] = {}
    for column, field in entity.columns.items():
        there = {**objects, **names} if field.kind in ("list", "json") else names
        spelled = (column, *field.also)
        # What shouts its names leaves out what divides their words: CASENUMBER.
        run = (each.replace("_", "") for each in spelled)
        name = next((there[each] for each in (*spelled, *run) if each in there), "")
        if name:
            found[column] = name
        elif field.needed:
            return None
    return Recognised(entity, found)
