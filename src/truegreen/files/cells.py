"""One cell of given figures: ``684/760``, ``98.5 %``, ``1,250.00 EUR``, ``45 s``, ``12``, a word, or ``none``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from truegreen.files.text import shown
from truegreen.units.quantity import Quantity
from truegreen.units.value import is_currency

_OF: Final = re.compile(r"\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*/\s*([0-9][0-9,]*)\s*")
NOTHING: Final = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a value, the rows it rests on where it is written as a quotient, or a word."""

    value: Fraction | None = None
    count: Fraction | None = None
    text: str = ""


def parse_cell(text: str, unit: str) -> Cell:
    """Read a cell.

    Args:
        text: what is written; ``none`` says that nothing was measured.
        unit: the unit of its measure or figure: ``share``, ``seconds``, …, a currency, or ``name``.

    Raises:
        ValueError: it cannot be read, or has another unit; the message says what is so and what to do.

    >>> parse_cell("33/35", "share")
    Cell(value=Fraction(33, 35), count=Fraction(35, 1), text='')
    """
    if unit == "name":
        return Cell(text=text.strip())
    if text.strip() == NOTHING:
        return Cell()
    if found := _OF.fullmatch(text):
        total, count = (Fraction(part.replace(",", "")) for part in found.groups())
        return Cell(total / count if count else None, count)
    quantity = Quantity.parse(text)
    if not quantity.unit:
        return Cell(Fraction(quantity.number))
    try:
        value = quantity.in_unit("money" if is_currency(unit) else unit)
    except ValueError:
        value = None
    if value is None or (is_currency(unit) and quantity.unit != unit):
        raise ValueError(f"{shown(text)} is not in {unit}; write it so, or as a plain number of that unit")
    return Cell(value)
