"""Money between two ends, where no more is known of it: sums and differences are those of the ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from truegreen.units.money import Money


@dataclass(frozen=True, slots=True)
class Range:
    """Money that is known to lie between two ends; both are the same where it is known exactly.

    Sums, differences and products are those of the ends (interval arithmetic): nothing is drawn, and no chance is
    claimed for where in between the truth lies.
    """

    low: Money
    high: Money

    @classmethod
    def exactly(cls, amount: Money) -> Range:
        """Give an amount that is known."""
        return cls(amount, amount)

    @property
    def is_exact(self) -> bool:
        """Say whether both ends are the same."""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        """Add two ranges, end by end."""
        return Range(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Range:
        """Turn a cost into what is taken off."""
        return Range(-self.high, -self.low)

    def __sub__(self, other: Range) -> Range:
        """Subtract a range: the least less the most, the most less the least."""
        return self + -other

    def times(self, factor: Decimal) -> Range:
        """Multiply by a factor of nought or more, unrounded."""
        return Range(self.low * factor, self.high * factor)

    def rounded(self) -> Range:
        """Round both ends to the currency's digits."""
        return Range(self.low.rounded(), self.high.rounded())

    def __str__(self) -> str:
        """Write it as one amount, or as two."""
        return str(self.low) if self.is_exact else f"{self.low} to {self.high}"


def summed(ranges: Iterable[Range], currency: str) -> Range:
    """Add up ranges of one currency."""
    nothing = Range.exactly(Money(Decimal(0), currency).rounded())
    return sum(ranges, nothing)
