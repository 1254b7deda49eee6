"""How figures are written: values with their units, intervals, levels, counts and periods.

Writing rounds for the eye only, and never so far that a value seems to reach a level it does not reach.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.model.reading import decimal
from truegreen.units.money import DIGITS
from truegreen.units.period import Period
from truegreen.units.quantity import Quantity

NOTHING: Final = "–"
_CLOCK: Final = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
_DAYS_FROM: Final = 3 * 86_400
_DIGITS: Final = {"score": 2, "points": 0, "count": 0, "days": 1}
_FINER: Final = range(6)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def value(amount: Fraction | None, unit: str, currency: str = "", apart_from: Collection[Fraction] = ()) -> str:
    """Write a value with its unit, with as many digits as keep it on its side of given levels.

    Args:
        amount: exact, in the unit; None writes a dash.
        unit: share, seconds, money, score, points, count or days.
        currency: of money.
        apart_from: levels, in the unit, that a rounded value must not seem to reach, pass or miss.

    >>> value(Fraction(1334, 2090), "share"), value(Fraction(7996, 10000), "share", apart_from=[Fraction(4, 5)])
    ('63.8 %', '79.96 %')
    >>> value(Fraction(31), "points"), value(Fraction("4.2149"), "score"), value(Fraction(12_000), "seconds")
    ('+31', '4.21', '3 h 20 min')
    """
    if amount is None:
        return NOTHING
    if unit == "seconds":
        return _duration(amount, apart_from)
    if unit == "share":
        return f"{_number(amount * 100, 1, [each * 100 for each in (*apart_from, Fraction(0), Fraction(1))])} %"
    if unit == "money":
        return f"{_number(amount, DIGITS.get(currency, 2), apart_from)} {currency}".rstrip()
    digits = 2 if unit == "count" and amount.denominator > 1 else _DIGITS[unit]
    written = _number(amount, digits, apart_from)
    if unit == "points" and amount > 0:
        return f"+{written}"
    return f"{written} days" if unit == "days" else written


def _number(amount: Fraction, digits: int, apart_from: Collection[Fraction]) -> str:
    return exactly(_apart(amount, apart_from, (decimal(amount, digits + more) for more in _FINER)))


def exactly(number: Decimal) -> str:
    """Write all digits of a number, with thousands apart and a real minus sign."""
    return f"{number:,f}".replace("-", "−")


def _apart(amount: Fraction, levels: Collection[Fraction], rounded: Iterable[Decimal]) -> Decimal:
    """Give the first rounding that stays on an amount's side of every level; else the last."""
    shown = Decimal(0)
    for shown in rounded:
        if _keeps_side(amount, Fraction(shown), levels):
            break
    return shown


def _keeps_side(amount: Fraction, shown: Fraction, levels: Collection[Fraction]) -> bool:
    return all((amount < level, amount > level) == (shown < level, shown > level) for level in levels)


def _duration(seconds: Fraction, apart_from: Collection[Fraction]) -> str:
    """Write seconds as their two largest units; finer where a level is near; days from three of them on."""
    size = abs(seconds)
    if size < 60:
        return f"{_number(seconds, 0 if size >= 10 or size.denominator == 1 else 1, apart_from)} s"
    first = next(place for place, (_, unit) in enumerate(_CLOCK) if size >= (unit if place else _DAYS_FROM))
    grains = (decimal(seconds / unit, 0) * unit for _, unit in _CLOCK[first + 1 :])
    shown = _apart(seconds, apart_from, grains)
    if not _keeps_side(seconds, Fraction(shown), apart_from):
        return f"{_number(seconds, 1, apart_from)} s"
    left, parts = abs(int(shown)), []
    for name, unit in _CLOCK[first:]:
        whole, left = divmod(left, unit)
        parts += [f"{whole} {name}"] if whole else []
    return ("−" if seconds < 0 else "") + " ".join(parts)


def interval(low: float, high: float, unit: str, currency: str = "", apart_from: Collection[Fraction] = ()) -> str:
    """Write an interval, its unit once where it is one word.

    >>> interval(0.798, 0.825, "share"), interval(25.1, 36.9, "points"), interval(11_400, 12_600, "seconds")
    ('79.8–82.5 %', '+25 to +37', '3 h 10 min – 3 h 30 min')
    """
    first, last = (value(Fraction(end), unit, currency, apart_from) for end in (low, high))
    if unit == "points" or "−" in first:
        return f"{first} to {last}"
    number, _, name = first.partition(" ")
    return f"{number}–{last}" if name == last.partition(" ")[2] and " " not in name else f"{first} – {last}"


def count(rows: int | None) -> str:
    """Write how many, with thousands apart; a dash for None.

    >>> count(12345)
    '12,345'
    """
    return NOTHING if rows is None else f"{rows:,}"


def counted(number: int, noun: str) -> str:
    """Write so many of a thing: ``1 finding``, ``2 findings``."""
    return f"{count(number)} {noun if number == 1 else noun + 's'}"


def at_least(quantity: Quantity | None, better: str) -> str:
    """Write a level as the agreement does, with the direction in which it is kept: ``≥ 80 %``; empty if none."""
    return f"{'≥' if better == 'higher' else '≤'} {quantity}" if quantity else ""


def level(quantity: Quantity | None, unit: str) -> Fraction | None:
    """Give a level in a reading's unit; None where there is none or its unit does not fit."""
    try:
        return quantity.in_unit(unit) if quantity else None
    except ValueError:
        return None


def in_words(name: str) -> str:
    """Write a name that programs use as people do.

    >>> in_words("counted_on")
    'counted on'
    """
    return name.replace("_", " ")


def cell(held: object) -> str:
    """Write a value of a sample row: a dash for nothing, yes or no, times in ISO to the second.

    >>> cell(None), cell(True), cell(datetime(2025, 3, 1, 9, 30)), cell(7)
    ('–', 'yes', '2025-03-01 09:30:00', '7')
    """
    if held is None:
        return NOTHING
    if isinstance(held, bool):
        return "yes" if held else "no"
    return held.isoformat(" ", "seconds") if isinstance(held, datetime) else str(held)


def period(days: Period | None) -> str:
    """Write a period as people say it.

    >>> from truegreen.units.period import parse_period
    >>> [period(parse_period(text)) for text in ("2025-03", "2025-W07", "2025-Q1", "2025-02-22..2025-03-21")]
    ['March 2025', 'week 7 of 2025', 'Q1 2025', '22 February 2025 – 21 March 2025']
    """
    if days is None:
        return "all periods"
    name = str(days)
    if ".." in name:
        return f"{day(days.start)} – {day(days.last)}"
    year, _, part = name.partition("-")
    if part.startswith("W"):
        return f"week {int(part[1:])} of {year}"
    return f"{_MONTHS[int(part) - 1]} {year}" if part.isdigit() else f"{part} {year}".strip()


def day(on: date) -> str:
    """Write a day as people say it.

    >>> day(date(2025, 3, 4))
    '4 March 2025'
    """
    return f"{on.day} {month(on)}"


def month(on: date) -> str:
    """Write the month of a day."""
    return f"{_MONTHS[on.month - 1]} {on.year}"
