"""What a spreadsheet would show: formulas computed in binary numbers of 15 digits, as Excel and LibreOffice do."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from io import BytesIO
from typing import Any

_RANGE = re.compile(r"\b([A-Z])([0-9]+):\1([0-9]+)")
_CELL = re.compile(r"(?:\b(\w+)!)?\b([A-Z][0-9]+)\b")


class Shown:
    """A workbook with its formulas computed."""

    def __init__(self, file: bytes) -> None:
        import openpyxl

        self.book = openpyxl.load_workbook(BytesIO(file))

    def number(self, sheet: str, cell: str) -> float | None:
        """Give a cell's number; None for text and empty cells."""
        held = self.book[sheet][cell]
        if held.data_type != "f":
            return None if isinstance(held.value, str | None) else float(held.value)
        said = _RANGE.sub(lambda span: ",".join(f"{span[1]}{row}" for row in range(int(span[2]), int(span[3]) + 1)),
                          str(held.value)[1:])  # fmt: skip
        said = _CELL.sub(lambda found: f"cell('{found[1] or sheet}','{found[2]}')", said)
        said = re.sub(r"(?<![<>])=", "==", said.replace("^", "**"))
        return float(eval(said, {"__builtins__": {}}, {**_FUNCTIONS, "cell": self.number}))  # noqa: S307

    def rows(self, sheet: str) -> list[tuple[Any, ...]]:
        """Give the cells of a sheet, row by row."""
        return list(self.book[sheet].iter_rows())


def _digits(number: float, digits: int, mode: str) -> float:
    return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-digits), mode))


_FUNCTIONS = {
    "ROUND": lambda number, digits: _digits(number, digits, ROUND_HALF_UP),
    "ROUNDDOWN": lambda number, digits: _digits(number, digits, ROUND_DOWN),
    "ROUNDUP": lambda number, digits: _digits(number, digits, ROUND_UP),
    "MIN": min,
    "MAX": max,
    "ABS": abs,
    "SUM": lambda *each: sum(number for number in each if number is not None),
    "MOD": lambda number, by: number % by,
    "IF": lambda is_so, then, otherwise: then if is_so else otherwise,
}
