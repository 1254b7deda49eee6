"""Tree to noun: any frozen dataclass is read by its annotations, and every mistake is found, not only the first.

A field's type says what may stand there: text, numbers, dates, quantities, money, shifts, holidays, choices
(``StrEnum``), lists (``tuple[T, ...]``), names (``Mapping[str, T]``), other nouns, unions of these that differ in
shape, ``Scalar`` for a text with its place, and ``Node`` for a tree left as it is. ``Annotated`` text says what it
means. The field ``at`` gets the place. A field's name may end in ``_`` where Python keeps the word for itself.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from functools import cache, partial
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Node, Scalar, Sequence
from truegreen.files.scalars import KINDS, parsed
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.primitives.operand import Written
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span

T = TypeVar("T")
Way: TypeAlias = Callable[[Any, str, list[Finding]], object | None]
Special: TypeAlias = collections.abc.Mapping[type, Way]
_NONE: Final[Special] = MappingProxyType({})
_SHAPES: Final[dict[type, str]] = {Scalar: "text", Sequence: "a list", Mapping: "a group of name: value lines"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a noun: its name in Python and in text, its type, what it means, and whether it must be there."""

    name: str
    key: str
    kind: Any
    says: str
    required: bool


def read(node: Node, cls: type[T], findings: list[Finding], special: Special = _NONE) -> T | None:
    """Give the noun that a tree says, or None; everything wrong with it is added to the findings.

    Args:
        node: the tree, or a part of it.
        cls: a frozen dataclass.
        findings: where findings are added.
        special: types that are read in a way of their own: from the node, its name, and the findings to add to.
    """
    return cast("T | None", _value(node, cls, cls.__name__.lower(), findings, special))


def once(special: Special, *kinds: type) -> Special:
    """Give ways of reading by which clauses and some nouns are read once, however many trees hold the same part.

    Args:
        special: types that are read in a way of their own.
        kinds: nouns that are read as all others, but once.
    """
    plain: dict[type, Way] = {kind: partial(_plainly, kind, special) for kind in kinds}
    return MappingProxyType({kind: _once(way) for kind, way in {**plain, **special}.items()})


def _plainly(kind: type, special: Special, node: Mapping, name: str, findings: list[Finding]) -> object | None:
    return _noun(node, kind, name, findings, special)


def _once(way: Way) -> Way:
    known: dict[tuple[int, str], tuple[Node, object | None, list[Finding]]] = {}

    def read_once(node: Node, name: str, findings: list[Finding]) -> object | None:
        if (id(node), name) not in known:
            found: list[Finding] = []
            value = way(node, name, found)
            known[id(node), name] = (node, value, found)  # With the node, so that no other comes to have its id.
        _, value, found = known[id(node), name]
        findings += found
        return value

    return read_once


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """List the fields of a noun that are part of the text."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        Field(
            each.name,
            each.name.rstrip("_"),
            *_described(hints[each.name]),
            required=each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(cls)
        if each.name != "at"
    )


@cache
def shape_of(kind: Any) -> type:
    """Say which shape of text holds a type: a scalar, a sequence or a mapping."""
    if get_origin(kind) is tuple:
        return Sequence
    is_value = isinstance(kind, type) and (kind in KINDS or issubclass(kind, StrEnum | Scalar))
    return Scalar if is_value else Mapping


@cache
def choices_of(kind: Any) -> tuple[Any, ...]:
    """Give the types that a union allows, without None; any other type alone."""
    if get_origin(kind) in (Union, UnionType):
        return tuple(each for each in get_args(kind) if each is not type(None))
    return (kind,)


def scalar(node: Scalar, kind: type, name: str, findings: list[Finding]) -> object | None:
    """Read one piece of text as a kind of value; None means that a finding was added."""
    if kind is Scalar:
        return node
    try:
        return _placed(parsed(node.text, kind), node.at)
    except ValueError as broken:
        says, _, remedy = str(broken).partition("; ")
        remedy += "" if remedy.endswith((".", "?")) else "."
        what = "not-a-choice" if issubclass(kind, StrEnum) else "not-" + KINDS[kind].name.replace(" ", "-")
        findings.append(error(node.at, what, f"{name}: {says}.", f"{remedy[:1].upper()}{remedy[1:]}"))
        return None


def _placed(value: object, at: Span) -> object:
    """Give an amount or a quantity with the place where it is written."""
    if isinstance(value, Written) and value.quantity is not None:
        return replace(value, quantity=replace(value.quantity, at=at))
    return replace(value, at=at) if isinstance(value, Money | Quantity) else value


def _described(hint: Any) -> tuple[Any, str]:
    return (hint.__origin__, hint.__metadata__[0]) if get_origin(hint) is Annotated else (hint, "")


def _value(node: Node, kind: Any, name: str, findings: list[Finding], special: Special) -> object | None:
    """Read one value; None means that a finding was added."""
    if kind == Node:
        return node
    choices = choices_of(kind)
    kind = next((each for each in choices if shape_of(each) is type(node)), choices[0])
    if shape_of(kind) is not type(node):
        findings.append(_wrong_shape(node, kind, name))
        return None
    if kind in special:
        return special[kind](node, name, findings)
    if isinstance(node, Scalar):
        return scalar(node, kind, name, findings)
    if isinstance(node, Mapping) and get_origin(kind) is not collections.abc.Mapping:
        return _noun(node, kind, name, findings, special)
    return _several(node, kind, name, findings, special)


def _several(
    node: Sequence | Mapping, kind: Any, name: str, findings: list[Finding], special: Special
) -> object | None:
    if isinstance(node, Sequence):
        items = tuple(_value(each, get_args(kind)[0], name, findings, special) for each in node.items)
        return None if None in items else items
    outer, inner = get_args(kind)
    named = {
        key if outer is Scalar else key.text: _value(each, inner, key.text, findings, special)
        for key, each in node.entries.items()
    }
    return None if None in named.values() else MappingProxyType(named)


def _noun(node: Mapping, cls: type, name: str, findings: list[Finding], special: Special) -> object | None:
    known = {each.key: each for each in fields_of(cls)}
    for key in node.entries:
        if key.text not in known:
            says = f"{shown(name)} has nothing called {shown(key.text)}."
            findings.append(error(key.at, "unknown-key", says, did_you_mean(key.text, known)))
    values: dict[str, object | None] = {}
    for each in known.values():
        found = node.get(each.key)
        if found is not None:
            values[each.name] = _present(found, each, findings, special)
        elif each.required:
            values[each.name] = None
            says, remedy = (
                f"{shown(name)} does not say {shown(each.key)}.",
                f"Add {each.key}: {each.says or 'a value'}.",
            )
            findings.append(error(node.at, "missing-key", says, remedy))
    if None in values.values() or any(key.text not in known for key in node.entries):
        return None
    if any(each.name == "at" for each in fields(cls)):
        values["at"] = node.at
    return cast("object", cls(**values))


def _present(node: Node, field: Field, findings: list[Finding], special: Special) -> object | None:
    """Read what stands under a key; a required text may not be empty."""
    if node == Scalar("") and (field.required or str not in choices_of(field.kind)):
        says = f"Nothing is written after {shown(field.key)}."
        remedy = f"Write it ({field.says or 'a value'})" + ("." if field.required else ", or delete the line.")
        findings.append(error(node.at, "nothing-written", says, remedy))
        return None
    return _value(node, field.kind, field.key, findings, special)


def _wrong_shape(node: Node, kind: Any, name: str) -> Finding:
    shape = shape_of(kind)
    expected = KINDS[kind].name if kind in KINDS else _SHAPES[shape]
    says = f"{shown(name)} is {_SHAPES[type(node)]} here, where {expected} belongs."
    remedies = {
        Scalar: f"Write it on one line, like {KINDS[kind].example if kind in KINDS else 'some words'}.",
        Sequence: "Write each item on a line of its own, after a -.",
        Mapping: "Write lines like name: value under it, indented.",
    }
    return error(node.at, "wrong-shape", says, remedies[shape])
