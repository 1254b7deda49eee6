"""A quantity as an agreement writes it: a number with its unit, such as 80 %, 4 h, 12.50 EUR or 4.2."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from truegreen.units.span import NOWHERE, Span

SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
WRITTEN: Final = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:\s*(?P<unit>%|[A-Za-z]+))?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, the unit it was written with (empty for a plain number), and where; two are equal wherever they stand.

    >>> Quantity.parse("80 %")
    Quantity(number=Decimal('80'), unit='%')
    """

    number: Decimal
    unit: str = ""
    at: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse floats: one has already lost what was written."""
        if not isinstance(self.number, Decimal):
            raise TypeError(f"a quantity takes a Decimal, not {type(self.number).__name__} {self.number!r}")

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read a quantity.

        Raises:
            ValueError: there is no number at the start, or more than a unit after it.
        """
        found = WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError(f"“{text}” is no quantity; write a number and a unit, like 80 %, 4 h or 12.50 EUR")
        return cls(Decimal(found["number"].replace(",", "")), found["unit"] or "")

    def in_unit(self, unit: str) -> Fraction:
        """Say what the quantity is in a metric's unit.

        Args:
            unit: ``share`` (of one), ``seconds``, ``days``, ``money`` (of the currency written), ``points``, ``score``
                or ``count``.

        Raises:
            ValueError: the written unit does not fit.

        >>> Quantity.parse("80 %").in_unit("share"), Quantity.parse("4 h").in_unit("seconds")
        (Fraction(4, 5), Fraction(14400, 1))
        """
        number = exact(self.number)
        if unit == "share" and self.unit == "%":
            return number / 100
        if unit == "seconds" and self.unit in SECONDS:
            return number * SECONDS[self.unit]
        if unit == "days" and self.unit in SECONDS:
            return number * SECONDS[self.unit] / SECONDS["d"]
        if unit == "money" and len(self.unit) == 3 and self.unit.isupper():
            return number
        if unit in ("points", "score", "count") and self.unit in ("", unit):
            return number
        raise ValueError(f"“{self}” is not in {unit}; write it like {EXAMPLES.get(unit, 'a plain number')}")

    def __str__(self) -> str:
        """Write it as it was written."""
        return f"{self.number} {self.unit}".strip()


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> Fraction:
    """Give a written number as a fraction; what is written once is reckoned with in every period."""
    return Fraction(number)


EXAMPLES: Final = {
    "share": "80 %", "seconds": "4 h", "days": "3 d", "money": "12.50 EUR", "points": "30", "score": "4.2",
    "count": "100",
}  # fmt: skip
