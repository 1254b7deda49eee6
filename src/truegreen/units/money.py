"""Money: an exact amount in one currency; it never meets a float."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

from truegreen.units.span import NOWHERE, Span

# Currencies whose minor unit is not a hundredth (ISO 4217); every other code has two digits.
DIGITS: Final = {
    "BHD": 3, "BIF": 0, "CLF": 4, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0,
    "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "UYI": 0,
    "UYW": 4, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip
MODES: Final = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}
_AMOUNT: Final = re.compile(r"[+-]?([0-9]{1,3}([ ,][0-9]{3})+|[0-9]+)(\.[0-9]+)?")
# Python rounds to 28 digits unless told otherwise; a charge times a share has more.
_WIDE: Final = Context(prec=1000)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and its currency, and where it is written, if it is; two are equal wherever they stand.

    >>> Money.parse("1,250.50 EUR")
    Money(amount=Decimal('1250.50'), currency='EUR')
    >>> str(Money(Decimal("-0.005"), "EUR").rounded())
    '-0.01 EUR'
    """

    amount: Decimal
    currency: str
    at: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse floats: a float has already lost the cent that the parties will argue about."""
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"money takes a Decimal, not {type(self.amount).__name__} {self.amount!r}")

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read ``1250.50 EUR``; thousands may be separated by commas or spaces, and a decimal comma is refused.

        Raises:
            ValueError: the text has no amount, or no three-letter currency code.
        """
        number, _, currency = text.strip().rpartition(" ")
        if not re.fullmatch("[A-Z]{3}", currency):
            raise ValueError(f"“{text}” has no currency; write it like 1250.50 EUR")
        if not _AMOUNT.fullmatch(number):
            raise ValueError(f"“{text}” is not an amount; write it like 1250.50 EUR")
        return cls(Decimal(re.sub("[ ,]", "", number)), currency)

    @property
    def digits(self) -> int:
        """Say how many digits the currency has after the point."""
        return DIGITS.get(self.currency, 2)

    def rounded(self, digits: int | None = None, mode: str = "half-up") -> Money:
        """Round to the currency's digits (or the given ones); modes are ``half-up`` and ``half-even``."""
        places = self.digits if digits is None else digits
        return Money(self.amount.quantize(Decimal(1).scaleb(-places), MODES[mode], _WIDE), self.currency)

    def __add__(self, other: Money) -> Money:
        """Add money of the same currency."""
        return Money(_WIDE.add(self.amount, self._same(other).amount), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract money of the same currency."""
        return Money(_WIDE.subtract(self.amount, self._same(other).amount), self.currency)

    def __neg__(self) -> Money:
        """Turn a charge into a credit."""
        return Money(_WIDE.minus(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        """Multiply by an exact factor, unrounded."""
        if isinstance(factor, bool) or not isinstance(factor, Decimal | int):
            raise TypeError(f"money is multiplied by a Decimal or an int, not {type(factor).__name__}")
        return Money(_WIDE.multiply(self.amount, factor), self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        return self.amount <= self._same(other).amount

    def _same(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self} and {other} are different currencies; convert one under a named rate")
        return other

    def __str__(self) -> str:
        """Write the amount with at least the currency's digits, and never round it."""
        exponent = self.amount.as_tuple().exponent
        places = max(self.digits, -exponent if isinstance(exponent, int) else 0)
        return f"{self.amount:z,.{places}f} {self.currency}"
