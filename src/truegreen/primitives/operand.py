"""An operand: a number as the text writes it, or the name of a figure or measure that gives it each period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Final, TypeAlias

from truegreen.units.quantity import SECONDS, Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, is_currency

NAME: Final = r"[A-Za-z][A-Za-z0-9_-]{0,79}"


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its unit, or the name of a figure or measure.

    >>> Written.parse("2.5 %").quantity, Written.parse("benchmark").name
    (Quantity(number=Decimal('2.5'), unit='%'), 'benchmark')
    """

    quantity: Quantity | None = None
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Written:
        """Read it.

        Raises:
            ValueError: it is neither.
        """
        return cls(name=text) if re.fullmatch(NAME, text) else cls(Quantity.parse(text))

    def __str__(self) -> str:
        """Write it as it was written."""
        return self.name or str(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """A number that depends on a word which is given each period, like a payment group or a track."""

    by: Annotated[str, "Figure that gives the word"]
    each: Annotated[Mapping[str, Written], "The number for each word"]
    at: Span = NOWHERE


Operand: TypeAlias = Written | ByName | tuple[Written | ByName, ...]


@lru_cache(maxsize=4096)
def value_of(quantity: Quantity, unit: str = "") -> Value:
    """Give a written quantity as a value; a bare number is in the unit asked for, time in seconds or that unit."""
    number = Fraction(quantity.number)
    if quantity.unit == "%":
        return Value(number / 100, "share")
    if quantity.unit in SECONDS:
        seconds = number * SECONDS[quantity.unit]
        return Value(seconds / SECONDS["d"], "days") if unit == "days" else Value(seconds, "seconds")
    if is_currency(quantity.unit):
        return Value(number, quantity.unit)
    return Value(number, unit or quantity.unit)
