"""A step as a spreadsheet's formula over the cells of what it was given, and a number in the format of its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Final, TypeAlias

from truegreen.model.step import Step
from truegreen.units.money import DIGITS
from truegreen.units.value import Value, decimal, is_currency, rounded, written

Numbers: TypeAlias = Sequence[Fraction]
Cells: TypeAlias = Sequence[str]
_MOST_DIGITS: Final = 10
_OPS: Final[Mapping[str, tuple[Callable[[Cells], str], Callable[[Numbers], Fraction]]]] = {
    "product": ("*".join, lambda given: prod(given, start=Fraction(1))),
    "sum": ("+".join, lambda given: sum(given, Fraction(0))),
    "difference": ("-".join, lambda given: given[0] - sum(given[1:], Fraction(0))),
    "left": (lambda cells: f"MAX(0,{cells[0]}-{cells[1]})", lambda given: max(Fraction(0), given[0] - given[1])),
    "quotient": (
        lambda cells: f"{cells[0]}/{cells[1]}",
        lambda given: given[0] / given[1] if given[1] else Fraction(0),
    ),
    "apart": (lambda cells: f"ABS({cells[0]}-{cells[1]})", lambda given: abs(given[0] - given[1])),
    "points": (lambda cells: f"ABS({cells[0]}-{cells[1]})*100", lambda given: abs(given[0] - given[1]) * 100),
    "change": (
        lambda cells: f"{cells[1]}/{cells[0]}-1",
        lambda given: given[1] / given[0] - 1 if given[0] else Fraction(0),
    ),
    "first": (lambda cells: cells[0], lambda given: given[0]),
    "last": (lambda cells: cells[-1], lambda given: given[-1]),
    "mean": (lambda cells: f"({'+'.join(cells)})/{len(cells)}", lambda given: sum(given, Fraction(0)) / len(given)),
    "negated": (lambda cells: f"-{cells[0]}", lambda given: -given[0]),
    "least": (lambda cells: f"MIN({','.join(cells)})", min),
    "greatest": (lambda cells: f"MAX({','.join(cells)})", max),
    "sizes": (
        lambda cells: "+".join(f"ABS({each})" for each in cells),
        lambda given: sum(map(abs, given), Fraction(0)),
    ),
    "part": (lambda cells: f"{cells[0]}*{cells[1]}/{cells[2]}", lambda given: given[0] * given[1] / given[2]),
}
_NEEDS: Final = {"left": 2, "apart": 2, "points": 2, "quotient": 2, "change": 2, "part": 3}
# Where a rounding always goes one way, what a spreadsheet's binary numbers add in the 16th digit is taken off first.
_ROUNDINGS: Final = {
    "half-up": "ROUND({x},{d})",
    "half-even": "IF(MOD(ROUND(ABS({x})*10^{d},6),2)=0.5,ROUNDDOWN({x},{d}),ROUND({x},{d}))",
    "down": "ROUNDDOWN(ROUND({x},10),{d})",
    "up": "ROUNDUP(ROUND({x},10),{d})",
    "floor": "IF({x}<0,ROUNDUP(ROUND({x},10),{d}),ROUNDDOWN(ROUND({x},10),{d}))",
    "ceiling": "IF({x}<0,ROUNDDOWN(ROUND({x},10),{d}),ROUNDUP(ROUND({x},10),{d}))",
}


def formula(step: Step, cells: Cells) -> str:
    """Give a step as a formula over the cells of what it was given; nothing where that would not be the very number.

    >>> given = [Step("", Value(Fraction(number), "EUR")) for number in (3, 5)]
    >>> formula(Step("", Value(Fraction(8), "EUR"), tuple(given), op="sum"), ["C2", "C3"])
    '=C2+C3'
    """
    known = [(each.value.number, cell) for each, cell in zip(step.given, cells, strict=True) if each.value is not None]
    if step.value is None or not known:
        return ""
    op, *how = step.op.split(":")
    said, number = _comes_to(op, [each for each, _ in known], [cell for _, cell in known])
    if how and said:
        mode = how[1] if op == "round" else "half-up"
        said, number = _ROUNDINGS[mode].format(x=said, d=how[0]), rounded(number, int(how[0]), mode)
    return f"={said}" if said and number == step.value.number else ""


def _comes_to(op: str, numbers: Numbers, cells: Cells) -> tuple[str, Fraction]:
    if op == "round" or (not op and len(cells) == 1):
        return cells[0], numbers[0]  # Without an operation, one number is passed on, or the number differs.
    if op not in _OPS or len(numbers) < _NEEDS.get(op, 1) or (op == "part" and not numbers[2]):
        return "", Fraction(0)
    write, compute = _OPS[op]
    return write(cells), compute(numbers)


def cell_of(number: Fraction) -> Decimal | str:
    """Give a number for a cell: all its digits, or the exact quotient where it has no last one."""
    return f"={number}" if written(number).endswith("…") else decimal(number)


def format_of(value: Value) -> str:
    """Give the format of a number: all its digits, up to ten, in its unit.

    >>> format_of(Value(Fraction(1250), "EUR")), format_of(Value(Fraction(10825, 100000), "share"))
    ('#,##0.00 [$EUR]', '#,##0.000%')
    """
    shown = value.number * 100 if value.unit == "share" else value.number
    _, _, digits = written(shown).rstrip("…").partition(".")
    least = DIGITS.get(value.unit, 2) if is_currency(value.unit) else 0
    places = min(max(least, len(digits)), _MOST_DIGITS)
    unit = f" [${value.unit}]" if is_currency(value.unit) else "%" if value.unit == "share" else ""
    return f"#,##0{'.' * bool(places)}{'0' * places}{unit}"
