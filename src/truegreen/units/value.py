"""An exact number and its unit, as it passes from step to step of a settlement; it is never rounded by being shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from truegreen.units.money import DIGITS, Money

MODES: Final = {
    "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN, "up": ROUND_UP,
    "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING,
}  # fmt: skip
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
        if not _ends(self.number):
            raise ValueError(f"{self} has no last digit; round it under a clause first")
        return Money(decimal(self.number), self.unit)

    def __str__(self) -> str:
        """Write the number with its unit; a number without a last digit is cut and marked so."""
        if self.unit == "share":
            return f"{written(self.number * 100)} %"
        if self.is_money:
            return f"{written(self.number, DIGITS.get(self.unit, 2))} {self.unit}"
        return f"{written(self.number)} {_NAMES.get(self.unit, self.unit)}".strip()


_NAMES: Final = {"seconds": "s", "days": "d", "count": "", "score": ""}


def is_currency(unit: str) -> bool:
    """Say whether a unit is a currency's code."""
    return len(unit) == 3 and unit.isupper()


def rounded(number: Fraction, digits: int, mode: str) -> Fraction:
    """Round an exact number, by one of ``MODES``.

    >>> rounded(Fraction(-5, 1000), 2, "half-up"), rounded(Fraction(15, 1000), 2, "half-even")
    (Fraction(-1, 100), Fraction(1, 50))
    """
    scale = 10**digits if digits >= 0 else Fraction(1, 10**-digits)
    scaled = number * scale
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    negative = scaled < 0
    twice = 2 * rest
    up = {
        "half-up": twice >= scaled.denominator,
        "half-even": twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1),
        "down": False,
        "up": rest > 0,
        "floor": rest > 0 and negative,
        "ceiling": rest > 0 and not negative,
    }[mode]
    whole += up
    return Fraction(-whole if negative else whole) / scale


def decimal(number: Fraction) -> Decimal:
    """Give a number that has a last digit as a Decimal."""
    return _WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))


def written(number: Fraction, least_digits: int = 0) -> str:
    """Write a number with thousands and all its digits, at least so many; one without an end is cut and says so.

    >>> written(Fraction(5, 2), 2), written(Fraction(2, 3)), written(Fraction(15000))
    ('2.50', '0.666666666666…', '15,000')
    """
    if _ends(number):
        exact = decimal(number).normalize(_WIDE)
        exponent = exact.as_tuple().exponent
        places = max(least_digits, -exponent if isinstance(exponent, int) else 0)
        return f"{exact:,.{places}f}"
    places = max(least_digits, _SHOWN - max(0, len(str(int(abs(number)))) if abs(number) >= 1 else 0))
    return f"{decimal(rounded(number, places, 'down')):,.{places}f}…"


def _ends(number: Fraction) -> bool:
    """Say whether a number has a last digit when it is written."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
