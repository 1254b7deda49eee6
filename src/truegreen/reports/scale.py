"""A scale of shares for pictures: from a round number below what is shown to one above it, with a few ticks.

Only for marks whose place says something, such as points and the ways between them; bars start at zero and need none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

_STEPS: Final = tuple(Fraction(points) / 100 for points in ("0.1", "0.2", "0.5", 1, 2, 5, 10, 20))
_LEAST: Final = Fraction(1, 200)
_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Where shares stand in a picture.

    Attributes:
        low, high: the shares at its ends.
        ticks: round shares on the way, ends included.
    """

    low: Fraction
    high: Fraction
    ticks: Sequence[Fraction]

    def along(self, share: Fraction | float) -> float:
        """Give where a share stands, from 0 to 1."""
        return min(max(float((Fraction(share) - self.low) / (self.high - self.low)), 0.0), 1.0)

    def percent(self, share: Fraction | float) -> str:
        """Give where a share stands as an attribute of a drawing."""
        return f"{self.along(share) * 100:.2f}%"


def scale(shares: Iterable[Fraction]) -> Scale:
    """Give the scale on which some shares fill most of the picture.

    >>> [f"{float(each):.1%}" for each in scale([Fraction("0.962"), Fraction("0.968")]).ticks]
    ['95.5%', '96.0%', '96.5%', '97.0%', '97.5%']
    """
    known = list(shares) or [Fraction(0), Fraction(1)]
    low, high = min(known), max(known)
    room = max((high - low) / 10, _LEAST)
    low, high = max(low - room, Fraction(0)), min(high + room, Fraction(1))
    step = next((each for each in _STEPS if (high - low) / each <= _TICKS), _STEPS[-1])
    first, last = floor(low / step), ceil(high / step)
    return Scale(first * step, last * step, [place * step for place in range(first, last + 1)])


def tick(share: Fraction) -> str:
    """Write a tick of a scale.

    >>> tick(Fraction(95, 100)), tick(Fraction(955, 1000)), tick(Fraction(0))
    ('95 %', '95.5 %', '0 %')
    """
    return f"{float(share * 100):g} %"
