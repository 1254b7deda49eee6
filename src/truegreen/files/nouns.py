"""Nouns as JSON and back, by their annotations, so that what took long to compute need not be computed again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")


def plain(noun: Any) -> Any:
    """Give a noun as JSON can hold it; figures stay exact.

    >>> from truegreen.units.money import Money
    >>> read(Money, plain(Money(Decimal("1.50"), "EUR")))
    Money(amount=Decimal('1.50'), currency='EUR')
    """
    if is_dataclass(noun) and not isinstance(noun, type):
        return {each.name: plain(getattr(noun, each.name)) for each in fields(noun)}
    if isinstance(noun, Mapping):
        return {str(name): plain(each) for name, each in noun.items()}
    if isinstance(noun, list | tuple):
        return [plain(each) for each in noun]
    if isinstance(noun, Enum):
        return noun.value
    if isinstance(noun, date):
        return noun.isoformat()
    return str(noun) if isinstance(noun, Decimal) else _number(noun)


def read(kind: type[Noun], held: Any) -> Noun:
    """Give a noun back from what JSON held.

    Raises:
        ValueError, TypeError, KeyError: it is no such noun, as when another version of this program kept it.
    """
    made: Noun = _read(kind, held)
    return made


def _number(noun: Any) -> Any:
    """Give a number of an array as a plain one; anything else JSON takes as it is, or it is no noun of ours."""
    found = noun.item() if hasattr(noun, "item") else noun
    json.dumps(found)
    return found


def _read(kind: Any, held: Any) -> Any:
    among = get_args(kind)
    if NoneType in among:
        (one,) = (each for each in among if each is not NoneType)
        return None if held is None else _read(one, held)
    origin = get_origin(kind) or kind
    if origin is tuple and Ellipsis not in among:
        return tuple(_read(of, each) for of, each in zip(among, held, strict=True))
    if origin in (tuple, list, Sequence):
        return tuple(_read(among[0], each) for each in held)
    if origin in (dict, Mapping):
        return {name: _read(among[1], each) for name, each in held.items()}
    return _one(origin, held)


def _one(kind: Any, held: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _read(of, held[name]) for name, of in _hints(kind).items()})
    if kind in (date, datetime):
        return kind.fromisoformat(held)
    return kind(held)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    told = get_type_hints(kind)
    return {each.name: told[each.name] for each in fields(kind) if each.init}
