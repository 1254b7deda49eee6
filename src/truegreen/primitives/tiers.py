"""P5, curve over a volume: how it fills prices by volume: each its own units (graduated), or the one it reaches all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from truegreen.primitives.deadband import Edge, Fractions, whole_units
from truegreen.units.value import written


class Applies(StrEnum):
    """To which units a band's rate applies: those inside it (graduated), or all of them (volume)."""

    EACH = "units inside the tier"
    ALL = "all units"


@dataclass(frozen=True, slots=True)
class Slab:
    """Where a tier lies: above one volume, up to and including another; the first also holds what is below zero."""

    above: Fraction | None = None
    up_to: Fraction | None = None

    def __str__(self) -> str:
        """Write it in words."""
        low = "" if self.above is None else f"above {written(self.above)}"
        high = "" if self.up_to is None else f"up to {written(self.up_to)}"
        return f"{low} {high}".strip()

    def inside(self, volume: Fraction) -> Fraction:
        """Give how much of a volume lies inside."""
        top = volume if self.up_to is None else min(volume, self.up_to)
        return top if self.above is None else max(top - self.above, Fraction(0))

    def is_entered(self, volume: Fraction, edge: Edge) -> bool:
        """Say whether a volume reaches into it; the first is entered with the first unit."""
        return volume > (self.above or 0) or (edge is Edge.REACHED and volume == self.above)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All tiers of a price, and how a volume fills them.

    Attributes:
        slabs: where the tiers lie, lowest first.
        applies: whether each tier's price is for the units inside it, or that of the tier reached for all units.
        edge: whether a tier is reached at its edge, or only beyond it.
        per: how much makes one priced unit.
        fractions: how a part of one counts.
    """

    slabs: Sequence[Slab]
    applies: Applies
    edge: Edge
    per: Fraction
    fractions: Fractions

    def filled(self, volume: Fraction) -> list[tuple[Fraction, int]]:
        """Give for each tier how many priced units of a volume it has, and 1 if its flat amount is due.

        >>> shelf = Shelf([Slab(None, Fraction(10)), Slab(Fraction(10))], Applies.EACH, Edge.EXCEEDED, Fraction(1),
        ...               Fractions.WHOLE)
        >>> [int(units) for units, _ in shelf.filled(Fraction(15))]
        [10, 5]
        """
        if self.applies is Applies.ALL:
            return self.at_one(self.reached(volume), volume)
        return [
            (whole_units(each.inside(volume) / self.per, self.fractions), int(each.is_entered(volume, self.edge)))
            for each in self.slabs
        ]

    def reached(self, volume: Fraction) -> int:
        """Give the place of the highest tier that a volume reaches."""
        return max((place for place, each in enumerate(self.slabs) if each.is_entered(volume, self.edge)), default=0)

    def at_one(self, place: int, volume: Fraction) -> list[tuple[Fraction, int]]:
        """Give what each tier has where one of them has all units of a volume."""
        units = whole_units(volume / self.per, self.fractions)
        return [(units, int(volume > 0)) if each == place else (Fraction(0), 0) for each in range(len(self.slabs))]

    def added(self, before: Fraction, more: Fraction) -> list[tuple[Fraction, int]]:
        """Give for each tier what a volume adds to it that comes on top of another, or takes from it where negative."""
        return [
            (units - had, is_in - was_in)
            for (had, was_in), (units, is_in) in zip(self.filled(before), self.filled(before + more), strict=True)
        ]
