"""Digests of what decides a statement: the agreement's text, the clauses' definitions, and what is given.

Two texts that say the same have one digest: places, comments, the order of names and digits without meaning are left
out, and so is what is left out of the text.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

from truegreen import primitives
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.given import Given, Givens
from truegreen.primitives.calendar import settled_period
from truegreen.terms.kinds import noun_of
from truegreen.units.period import Period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ARITHMETIC: Final = "arithmetic"


def text_digest(versions: Versions, until: Period) -> str:
    """Give the digest of an agreement through time, up to a period's end; an amendment that changes nothing is none."""
    standing: list[tuple[date, str]] = []
    for since, each in versions.each:
        digest = _digest([list(order_of(each)), plain(each)])
        if since < until.end and (not standing or standing[-1][1] != digest):
            standing.append((since, digest))
    return _digest(plain(standing))


def order_of(agreement: Agreement) -> tuple[str, ...]:
    """Give the clauses in the order in which they are settled."""
    return agreement.pipeline or tuple(agreement.terms)


def definitions(versions: Versions, until: Period) -> dict[str, str]:
    """Give the digest of the source of each kind of clause in force up to a period's end, and of what they share."""
    versions_then = [each for since, each in versions.each if since < until.end]
    used = {term.kind for each in versions_then for term in each.terms.values()}
    return {**{kind: _source(noun_of(kind).__module__) for kind in sorted(used)}, ARITHMETIC: _arithmetic()}


def inputs_digest(versions: Versions, givens: Givens, until: Period) -> str:
    """Give the digest of everything given up to a period's end; the order of rows and their places do not matter."""
    end = settled_period(versions.on(until.last), until.start).end
    rows = sorted(((key, each) for key, each in givens.by.items() if key[1].end <= end), key=lambda row: row[0])
    return _digest([plain(replace(each, period=period)) for (_, period), each in rows])


def given_in(givens: Givens, period: Period) -> list[Given]:
    """List what is given for a period, for a part of it or for a longer one that it lies in."""
    return [each for (_, own), each in givens.by.items() if own.start < period.end and period.start < own.end]


def plain(noun: object) -> Any:
    """Give a noun as what JSON can hold, without places and without what was left out.

    Raises:
        TypeError: somewhere in it is a float.
    """
    if isinstance(noun, float):
        raise TypeError(f"{noun!r} is a float; what decides money is exact")
    if is_dataclass(noun) and not isinstance(noun, type):
        return {name: plain(each) for name, each in written_of(noun)}
    if isinstance(noun, Mapping):
        return {str(name): plain(each) for name, each in noun.items()}
    if isinstance(noun, list | tuple):
        return [plain(each) for each in noun]
    if isinstance(noun, Decimal):
        return str(Fraction(noun))
    return noun if noun is None or isinstance(noun, bool | int) else str(noun)


def written_of(noun: DataclassInstance) -> Iterator[tuple[str, object]]:
    """List what is written of a noun, by field: not its place, and not what was left out."""
    for each in fields(noun):
        default = each.default if each.default_factory is MISSING else each.default_factory()
        if each.name != "at" and (value := getattr(noun, each.name)) != default:
            yield each.name, value


@cache
def _arithmetic() -> str:
    """Give the digest of the primitives and of the fold over periods."""
    modules = [f"{primitives.__name__}.{each.name}" for each in iter_modules(primitives.__path__)]
    modules += [f"{__package__}.settle", f"{__package__}.charges", "truegreen.units.value"]
    return _digest([_source(each) for each in modules])


@cache
def _source(module: str) -> str:
    return _digest(inspect.getsource(import_module(module)))


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
