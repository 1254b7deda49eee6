"""The nouns that people write in files, as tables of their fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from typing import Any, get_args, get_origin

from docs.markdown import first_line, table
from truegreen.files.nodes import Node, Scalar
from truegreen.files.reader import choices_of, fields_of
from truegreen.files.scalars import KINDS
from truegreen.model.agreement import Term
from truegreen.terms.kinds import kinds


def nouns(*names: str) -> Iterator[str]:
    """Make a table of the fields of each noun, and of each noun in it, once."""
    seen: set[type] = {Term}
    for name in names:
        module, _, cls = name.rpartition(".")
        yield from _noun(getattr(import_module(f"truegreen.{module}"), cls), seen)


def clauses() -> Iterator[str]:
    """Make the same of every kind of clause, under the name that an agreement writes."""
    seen: set[type] = set()
    for name, cls in kinds().items():
        yield from _noun(cls, seen, name)


def _noun(cls: type, seen: set[type], name: str = "") -> Iterator[str]:
    if cls in seen:
        return
    seen.add(cls)
    yield f"### {name or cls.__name__}\n\n{first_line(cls.__doc__)}\n"
    yield from table(
        ("field", "holds", "means"),
        ((f"`{each.key}`{' *' * each.required}", _holds(each.kind), each.says) for each in fields_of(cls)),
    )
    for inner in (inner for each in fields_of(cls) for inner in _nouns_in(each.kind)):
        yield from _noun(inner, seen)


def _nouns_in(kind: Any) -> Iterator[type]:
    for each in () if kind == Node else choices_of(kind):
        if get_args(each):
            yield from (noun for inner in get_args(each) for noun in _nouns_in(inner))
        elif each not in (*KINDS, Scalar, ...) and not issubclass(each, StrEnum):
            yield each


def _holds(kind: Any) -> str:
    """Say what may stand in a field."""
    if kind == Node:
        return "anything"
    return " or ".join(map(_one, choices_of(kind)))


def _one(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return f"list, each {_holds(get_args(kind)[0])}"
    if get_args(kind):
        return f"names, each {_holds(get_args(kind)[1])}"
    if kind in (str, Scalar):
        return "text"
    if kind in KINDS:
        return KINDS[kind].name + ("" if kind in (int, bool, Decimal) else f", like `{KINDS[kind].example}`")
    if issubclass(kind, StrEnum):
        return ", ".join(f"`{each}`" for each in kind)
    return "[clause](#clauses)" if kind is Term else f"[{kind.__name__}](#{kind.__name__.lower()})"
