"""The kinds of value that a piece of text can hold: how each is written, and how it is read.

A reader raises ``ValueError("what is so; what to do")``. The pattern is what both the reader and the editors' schema
accept; it is kept narrow, so that no text is read as a number that a person would read differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.primitives.expression import Expression
from truegreen.primitives.operand import NAME, Written
from truegreen.units.calendar import Holiday, Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

WHOLE: Final = r"[+-]?([0-9]{1,3}(,[0-9]{3}){1,9}|[0-9]{1,30})"
NUMBER: Final = WHOLE + r"(\.[0-9]{1,30})?"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    Attributes:
        name: what it is called, with its article.
        example: how it is written.
        pattern: what its text looks like.
        parse: reads a text that looks so.
        json: what an editor may take it for.
    """

    name: str
    example: str
    pattern: str
    parse: Callable[[str], object]
    json: tuple[str, ...] = ("string",)


def _holiday(text: str) -> Holiday:
    day, _, name = text.partition(" ")
    return Holiday(date.fromisoformat(day), name.strip())


KINDS: Final[dict[type, Kind]] = {
    str: Kind("text", "some words", r"[\s\S]*", str, ("string", "number", "boolean")),
    int: Kind("a whole number", "12", WHOLE, lambda text: int(text.replace(",", "")), ("string", "integer")),
    Decimal: Kind("a number", "0.25", NUMBER, lambda text: Decimal(text.replace(",", "")), ("string", "number")),
    date: Kind("a date", "2025-01-31", DAY, date.fromisoformat),
    bool: Kind("yes or no", "yes", "yes|no|true|false", lambda text: text in ("yes", "true"), ("string", "boolean")),
    Quantity: Kind(
        "a quantity", "80 %, 4 h or 12.50 EUR", NUMBER + " ?(%|[A-Za-z]+)?", Quantity.parse, ("string", "number")
    ),
    Written: Kind(
        "an operand",
        "80 %, 12.50 EUR, or the id of a figure",
        f"{NUMBER} ?(%|[A-Za-z]+)?|{NAME}",
        Written.parse,
        ("string", "number"),
    ),
    Expression: Kind("a formula", "0.5 * (benchmark - cost)", r"[^\n]{1,2000}", Expression.parse),
    Money: Kind("an amount", "1250.50 EUR", NUMBER + "( [A-Z]{3})?", Money.parse, ("string", "number")),
    Shift: Kind("a shift", "mon-fri 08:00-18:00", "[A-Za-z,-]+ [0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", Shift.parse),
    Holiday: Kind("a holiday", "2025-12-25 Christmas", DAY + r"( \S.*)?", _holiday),
}


def parsed(text: str, kind: type) -> object:
    """Read a text as a kind of value.

    Raises:
        ValueError: it cannot be read; the message says what is so and what to do, joined by a semicolon.

    >>> parsed("1,250", int)
    1250
    """
    if issubclass(kind, StrEnum):
        return _choice(text, kind)
    known = KINDS[kind]
    refusal = ValueError(f"{shown(text)} is not {known.name}; write it like {known.example}")
    if not re.fullmatch(known.pattern, text):
        raise refusal
    try:
        return known.parse(text)
    except ValueError as broken:
        raise (broken if "; " in str(broken) else refusal) from None


def _choice(text: str, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is none of the choices; {did_you_mean(text, list(kind))}") from None
