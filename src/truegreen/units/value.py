"""An exact number and its unit, as it passes from step to step of a settlement; it is never rounded by being shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from truegreen.units.money import DIGITS, Money

_WIDE: Final = Context(prec=1000)
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A number, exact, and what it counts.

    Attributes:
        number: the number in the unit; a share is of one, so that 80 % is 4/5.
        unit: ``share``, ``seconds``, ``days``, ``points``, ``score``, ``count``, a currency such as ``EUR``, or
            nothing for a plain number.

    >>> str(Value(Fraction(1, 3), "share")), str(Value(Fraction(1250), "EUR"))
    ('33.3333333333… %', '1,250.00 EUR')
    """

    number: Fraction
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse floats: one has already lost the cent that the parties will argue about."""
        if type(self.number) is not Fraction:
            raise TypeError(f"a value takes a Fraction, not {type(self.number).__name__} {self.number!r}")

    @classmethod
    def of(cls, money: Money) -> Value:
        """Give an amount of money as a value."""
        return cls(Fraction(money.amount), money.currency)

    @property
    def is_money(self) -> bool:
        """Say whether the unit is a currency."""
        return is_currency(self.unit)

    def money(self) -> Money:
        """Give the amount as money, exact.

        Raises:
            ValueError: the unit is no currency, or the amount has no end and needs a rounding first.
        """
        if not self.is_money:
            raise ValueError(f"{self} is no money")
        if _digits(self.number.denominator) is None:
            raise ValueError(f"{self} has no last digit; round it under a clause first")
        return Money(decimal(self.number), self.unit)

    def __str__(self) -> str:
        """Write the number with its unit; a number without a last digit is cut and marked so."""
        if self.unit == "share":
            return f"{written(self.number * 100)} %"
        if self.is_money:
            return f"{written(self.number, DIGITS.get(self.unit, 2))} {self.unit}"
        name = "point" if self.unit == "points" and abs(self.number) == 1 else self.unit
        return written(self.number) + _UNITS.get(name, f" {name}")


_UNITS: Final = {"": "", "seconds": " s", "days": " d", "count": "", "score": ""}


def is_currency(unit: str) -> bool:
    """Say whether a unit is a currency's code."""
    return len(unit) == 3 and unit.isupper()


def rounded(number: Fraction, digits: int, mode: str) -> Fraction:
    """Round an exact number to so many digits after the point (below zero: before it), in one of the ways of rounding.

    Raises:
        KeyError: ``mode`` is none of ``model.agreement.RoundingMode``.

    >>> rounded(Fraction(-5, 1000), 2, "half-up"), rounded(Fraction(15, 1000), 2, "half-even")
    (Fraction(-1, 100), Fraction(1, 50))
    """
    scale, unit = (10**digits, 1) if digits >= 0 else (1, 10**-digits)
    divisor = number.denominator * unit
    whole, rest = divmod(abs(number.numerator) * scale, divisor)
    if not rest:
        return number
    is_negative = number.numerator < 0
    whole += {
        "half-up": 2 * rest >= divisor,
        "half-even": 2 * rest > divisor or (2 * rest == divisor and whole % 2 == 1),
        "down": False,
        "up": True,
        "floor": is_negative,
        "ceiling": not is_negative,
    }[mode]
    return Fraction(-whole * unit if is_negative else whole * unit, scale)


def decimal(number: Fraction) -> Decimal:
    """Give a number that has a last digit as a Decimal."""
    return _WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))


def written(number: Fraction, least_digits: int = 0) -> str:
    """Write a number with thousands and all its digits, at least so many; one without an end is cut and says so.

    >>> written(Fraction(5, 2), 2), written(Fraction(2, 3)), written(Fraction(15000))
    ('2.50', '0.666666666666…', '15,000')
    """
    digits = _digits(number.denominator)
    if digits is not None:
        return _pointed(number, max(least_digits, digits))
    before = len(str(abs(number.numerator) // number.denominator).lstrip("0"))
    return _pointed(number, max(least_digits, _SHOWN - before)) + "…"


def _pointed(number: Fraction, places: int) -> str:
    """Write a number with thousands and so many digits after the point; what comes after them is cut off."""
    whole, part = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    sign = "-" if number.numerator < 0 else ""
    return f"{sign}{whole:,}.{part:0{places}}" if places else f"{sign}{whole:,}"


@lru_cache(maxsize=4096)
def _digits(denominator: int) -> int | None:
    """Count the digits after the point that a fraction with such a denominator has; None where they have no end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
