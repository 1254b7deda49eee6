"""The JSON Schema of an agreement's text, for editors; made from the nouns, so that the two cannot differ."""

from __future__ import annotations

import collections.abc
import json
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args, get_origin

from truegreen.files.amendments import Amendment
from truegreen.files.clauses import Clause
from truegreen.files.nodes import Node, Scalar
from truegreen.files.reader import choices_of, fields_of
from truegreen.files.scalars import DAY, KINDS
from truegreen.model.agreement import Agreement, Term
from truegreen.terms.kinds import kinds

Schema: TypeAlias = dict[str, Any]
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def agreement_schema() -> Schema:
    """Give the schema of a file in ``agreements``: an agreement, or an amendment of one."""
    named: dict[str, Schema] = {}
    agreement, amendment = (_schema(each, named) for each in (Agreement, Amendment))
    return {
        "$schema": _DRAFT,
        "title": "A Truegreen agreement, or an amendment",
        "if": {"required": ["amends"]},
        "then": amendment,
        "else": agreement,
        "$defs": named,
    }


def write_schema(path: Path) -> Path:
    """Write the schema to a file, and give its path."""
    path.write_text(json.dumps(agreement_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _schema(kind: Any, named: dict[str, Schema]) -> Schema:
    """Give the schema of a type; nouns are added to the named ones and referred to."""
    if kind == Node:
        return {}
    choices = choices_of(kind)
    if len(choices) > 1:
        return {"anyOf": [_schema(each, named) for each in choices]}
    if get_origin(choices[0]) is tuple:
        return {"type": "array", "items": _or_dated(_schema(get_args(choices[0])[0], named))}
    if get_origin(choices[0]) is collections.abc.Mapping:
        return {"type": "object", "additionalProperties": _or_dated(_schema(get_args(choices[0])[1], named))}
    return _plain(str if choices[0] is Scalar else choices[0], named)


def _plain(cls: type, named: dict[str, Schema]) -> Schema:
    if cls in KINDS:
        return {"type": list(KINDS[cls].json), "pattern": f"^({KINDS[cls].pattern})$"}
    if issubclass(cls, StrEnum):
        return {"enum": list(cls)}
    if _name(cls) not in named:
        named[_name(cls)] = {}  # An operand may hold operands.
        named[_name(cls)] = _clauses(named) if cls is Term else _noun(cls, named)
    return {"$ref": f"#/$defs/{_name(cls)}"}


def _noun(cls: type, named: dict[str, Schema], *shared: type) -> Schema:
    fields = [each for noun in (cls, *shared) for each in fields_of(noun)]
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {each.key: {"description": each.says, **_or_dated(_schema(each.kind, named))} for each in fields},
        "required": [each.key for each in fields if each.required],
        "additionalProperties": False,
    }


def _clauses(named: dict[str, Schema]) -> Schema:
    """Give the schema of a clause that moves money: that of its kind."""
    by_kind = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": _noun(noun, named, Clause)}
        for name, noun in kinds().items()
    ]
    return {
        "type": "object",
        "properties": {"kind": {"description": "Kind of clause", "enum": list(kinds())}},
        "required": ["kind"],
        "allOf": by_kind,
    }


def _or_dated(schema: Schema) -> Schema:
    """Allow a value from each of some days on, wherever the value may stand."""
    by_day = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": f"^{DAY}$"}}
    return {"if": by_day, "then": {"additionalProperties": schema}, "else": schema} if schema else {}


def _name(cls: type) -> str:
    return f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"
