"""The nouns that people write in files, as tables of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, get_args, get_origin

from docs.markdown import first_line, table
from truegreen.files.nodes import Node, Scalar
from truegreen.files.reader import choices_of, fields_of
from truegreen.files.scalars import KINDS
from truegreen.model.agreement import Term
from truegreen.primitives.operand import Operand
from truegreen.terms.kinds import kinds

_TESTS: Final = Path(__file__).parents[1] / "tests"
_REGIMES: Final = {each.parent.name: each.read_text("utf-8") for each in _TESTS.glob("regimes/*/agreement.yml")}


def nouns(*names: str) -> Iterator[str]:
    """Make a table of the fields of each noun, and of each noun in it, once."""
    seen: set[type] = {Term}
    for name in names:
        module, _, cls = name.rpartition(".")
        yield from _noun(getattr(import_module(f"truegreen.{module}"), cls), seen)


def clauses() -> Iterator[str]:
    """Make a section of every kind of clause: what it is, one as it is written, its fields, and published ones."""
    seen: set[type] = set()
    shared: list[str] = []
    for name, cls in kinds().items():
        yield f"### {name}\n"
        yield from (f"{paragraph}\n" for paragraph in _paragraphs(cls))
        yield f"```yaml\n{_written(name)}```\n"
        published = [each for each in sorted(_REGIMES) if f"kind: {name}\n" in _REGIMES[each]]
        if published:
            links = ", ".join(
                f"[{each.replace('_', ' ')}](../tests/regimes/{each}/agreement.yml)" for each in published
            )
            yield f"Published: {links}.\n"
        own, *inner = _listed(_noun(cls, seen, name))
        yield own.partition("\n\n")[2].partition("\n\n")[2]
        shared += inner
    yield "## What clauses are made of\n"
    yield from shared


def _listed(parts: Iterator[str]) -> list[str]:
    """Put the lines of each noun's section together."""
    sections: list[str] = []
    for part in parts:
        if part.startswith("### "):
            sections.append(part)
        else:
            sections[-1] += f"\n{part}"
    return sections


def _paragraphs(cls: type) -> list[str]:
    """Give the paragraphs in which a clause's file says what it is."""
    text = (import_module(cls.__module__).__doc__ or "").strip()
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _written(name: str) -> str:
    """Give the first clause of a kind as its case file writes it."""
    module = name.replace("-", "_")
    lines = (_TESTS / "terms" / f"{module}.yml").read_text("utf-8").splitlines()
    kind = next(place for place, line in enumerate(lines) if re.search(rf"kind: {name}\b(?!-)", line))
    if "{kind:" in lines[kind]:
        return f"  {lines[kind].strip()}\n"
    indent = _indent(lines[kind])
    first = max(place for place in range(kind) if _indent(lines[place]) < indent)
    own = takewhile(lambda line: _indent(line) >= indent, lines[first + 1 :])
    return "".join(f"{line[indent - 2 :]}\n" for line in (lines[first], *own))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


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
    if set(choices_of(kind)) >= {*get_args(Operand)}:
        rest = [_one(each) for each in choices_of(kind) if each not in get_args(Operand)]
        return " or ".join(["[operand](clauses.md#operands)", *rest])
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
    return "[clause](clauses.md)" if kind is Term else f"[{kind.__name__}](#{kind.__name__.lower()})"
