"""Prices by how much is bought, and where buying more costs less."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

REACHED = 1e-6
"""A tier is reached by what comes this near to it: a plan that buys up to a tier exactly is as exact as its solver."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """A supplier's prices by how much is bought there.

    Attributes:
        starts: from how much on each tier holds; the first is 0.
        discounts: what is taken off, as a share, in each tier; below 0 where more costs more.
        on_all: whether reaching a tier changes the price of all that is bought, or only of what lies in it.
        counted: what is counted: ``spend`` at list prices, ``issues`` or ``hours``. Where a tier holds only for what
            lies in it, that is spend: of other counts nobody could say which part is the dear one.
    """

    starts: tuple[float, ...] = (0.0,)
    discounts: tuple[float, ...] = (0.0,)
    on_all: bool = True
    counted: Literal["spend", "issues", "hours"] = "spend"

    def __post_init__(self) -> None:
        """Refuse what cannot be meant.

        Raises:
            ValueError: if tiers do not rise from 0, or parts are not counted in spend.
        """
        rises = all(before < after for before, after in pairwise(self.starts))
        if self.starts[0] != 0 or not rises or len(self.starts) != len(self.discounts):
            raise ValueError("tiers start at 0 and rise, and each has its discount")
        if not self.on_all and self.counted != "spend":
            raise ValueError("a tier that holds for its part only counts spend")

    def paid(self, listed: float, counted: float | None = None) -> float:
        """Say what is paid for an amount at list prices; ``counted`` is how much it is, where that is not the spend.

        >>> Tiers((0.0, 1000.0), (0.0, 0.1)).paid(1200.0), Tiers((0.0, 1000.0), (0.0, 0.1), on_all=False).paid(1200.0)
        (1080.0, 1180.0)
        """
        if self.on_all:
            much = (listed if counted is None else counted) * (1 + REACHED)
            held = max(place for place, start in enumerate(self.starts) if much >= start)
            return listed * (1 - self.discounts[held])
        ends = (*self.starts[1:], float("inf"))
        parts = [max(0.0, min(listed, end) - start) for start, end in zip(self.starts, ends, strict=True)]
        return sum(part * (1 - off) for part, off in zip(parts, self.discounts, strict=True))


def cliffs(tiers: Tiers) -> list[tuple[float, float]]:
    """Give the dead zones of a price list: spend, from and to, where buying up to the next tier costs less.

    >>> [(round(a), round(b)) for a, b in cliffs(Tiers((0.0, 1000.0), (0.0, 0.1)))]
    [(900, 1000)]
    """
    if not tiers.on_all:
        return []
    found = []
    for place in range(1, len(tiers.starts)):
        start, price, before = tiers.starts[place], 1 - tiers.discounts[place], 1 - tiers.discounts[place - 1]
        if price < before:
            found.append((start * price / before, start))
    return found
