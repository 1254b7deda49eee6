"""A share: so many of so many, exact, compared by multiplying."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """``count`` of ``total``; the total is never zero, for nothing measured is None and not a share.

    >>> Share(1334, 2090) < Share(2, 3)
    True
    >>> str(Share(1334, 2090))
    '63.8 %'
    """

    count: int
    total: int

    def __post_init__(self) -> None:
        """Refuse a share of nothing."""
        if self.total <= 0:
            raise ValueError(f"a share of {self.total} is no share; say None where nothing was measured")

    @property
    def exact(self) -> Fraction:
        """Give the share as an exact fraction."""
        return Fraction(self.count, self.total)

    def __eq__(self, other: object) -> bool:
        """Compare by multiplying, so that 1 of 2 equals 50 of 100."""
        if not isinstance(other, Share):
            return NotImplemented
        return self.count * other.total == other.count * self.total

    def __lt__(self, other: Share) -> bool:
        """Compare by multiplying."""
        return self.count * other.total < other.count * self.total

    def __hash__(self) -> int:
        """Hash equal shares alike."""
        return hash(self.exact)

    def __str__(self) -> str:
        """Write the share as a percentage with one digit; see ``percent`` for more."""
        return percent(self.exact)


def percent(value: Fraction | Decimal, digits: int = 1) -> str:
    """Write a share as a percentage, rounded half up for the eye only.

    >>> percent(Fraction(1, 3), 2)
    '33.33 %'
    """
    scaled = Fraction(value) * 100
    exact = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)} %"
