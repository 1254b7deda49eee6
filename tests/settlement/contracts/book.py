"""What the calculators by hand share: the rows of a table of figures, read again, and rounding as taught at school.

Nothing here looks at the program. An invoice is what stands on it: a line and the month in which it arose, its amount.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias

COLUMNS: Final = (
    "period", "name", "value", "incident", "reported",
    "cause", "excused_count", "excused_total", "aware", "notice", "granted",
)  # fmt: skip
NOTHING: Final = Fraction(0)
Row: TypeAlias = Mapping[str, str]
Line: TypeAlias = tuple[str, str]


def row(period: str, name: str, value: str, **more: str) -> Row:
    """Give a row of a table of figures."""
    return dict.fromkeys(COLUMNS, "") | {"period": period, "name": name, "value": value} | more


def table(rows: Iterable[Row]) -> str:
    """Write rows as a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(text: str) -> list[Row]:
    """Read rows from a table."""
    return [*csv.DictReader(io.StringIO(text))]


@dataclass(frozen=True)
class Book:
    """The rows, by period and name; those that only claim something apart."""

    numbers: dict[tuple[str, str], Row]
    claims: dict[tuple[str, str], list[Row]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Book:
        book = cls({}, {})
        for each in rows:
            key = (each["period"], each["name"])
            if each["cause"]:
                book.claims.setdefault(key, []).append(each)
            else:
                book.numbers[key] = each
        return book

    def text(self, period: str, name: str, column: str = "value") -> str:
        found = self.numbers.get((period, name))
        return found[column] if found else ""

    def number(self, period: str, name: str) -> Fraction | None:
        """Give a number; ``90/100`` is its quotient, ``90 %`` ninety hundredths, ``none`` and nothing None."""
        written = self.text(period, name).replace(",", "")
        if written in ("", "none"):
            return None
        digits, _, unit = written.partition(" ")
        return Fraction(digits) / (100 if unit == "%" else 1)

    def rows(self, period: str, name: str) -> tuple[Fraction, Fraction] | None:
        """Give numerator and rows of a number that is written as a quotient."""
        top, slash, bottom = self.text(period, name).partition("/")
        return (Fraction(top), Fraction(bottom)) if slash else None


def cut(credits_: Mapping[str, Fraction], most: Fraction) -> dict[str, Fraction]:
    """Cut credits in proportion, by whole cents; the cents left over go to the largest remainders."""
    total = sum(credits_.values(), NOTHING)
    if total <= most:
        return {**credits_}
    exact = {name: most * credit / total for name, credit in credits_.items()}
    cents = {name: Fraction(int(each * 100), 100) for name, each in exact.items()}
    left = int((most - sum(cents.values(), NOTHING)) * 100)
    for name in sorted(cents, key=lambda each: cents[each] - exact[each])[:left]:
        cents[name] += Fraction(1, 100)
    return cents


def half_up(number: Fraction, digits: int = 2) -> Fraction:
    """Round; a tie goes away from zero."""
    scaled = abs(number) * 10**digits + Fraction(1, 2)
    return Fraction(scaled.numerator // scaled.denominator, 10**digits) * (1 if number >= 0 else -1)


def add_months(day: date, count: int) -> date:
    """Move the first, or another early, day of a month."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, day.day)


def days(first: date, end: date) -> Iterator[date]:
    """Give each day before the end."""
    return (first + timedelta(days=each) for each in range((end - first).days))


@dataclass
class Invoices:
    """Invoices being written, by period."""

    each: dict[str, dict[Line, Fraction]] = field(default_factory=dict)

    def put(self, on: str, line: str, arose: str, amount: Fraction) -> None:
        """Put a line on an invoice; nothing is no line."""
        if amount:
            self.each.setdefault(on, {})[line, arose] = amount

    def on(self, period: str) -> dict[Line, Fraction]:
        """Give what stands on an invoice so far."""
        return self.each.setdefault(period, {})

    def total(self, period: str) -> Fraction:
        """Add up an invoice."""
        return sum(self.on(period).values(), NOTHING)
