"""An axis of a drawing: round ticks over what is shown, and where a value stands between its two ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Final

_ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Axis:
    """From a lowest to a highest value, drawn from one place to another.

    Attributes:
        low, high: values at its ends.
        start, end: their places in the drawing; ``end`` is above ``start`` where the axis runs upwards.
        ticks: round values on the way.
    """

    low: float
    high: float
    start: float
    end: float
    ticks: Sequence[float]

    def at(self, value: float) -> float:
        """Give where a value stands; what lies beyond an end stands at the end."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 2)


def axis(values: Iterable[float], start: float, end: float, ticks: int = 6) -> Axis:
    """Give the axis on which some values fill most of a drawing.

    Args:
        values: what has to have a place; what is not finite is left out.
        start: place of the lower end.
        end: place of the upper end.
        ticks: how many there may be.

    >>> axis([0.03, 0.97], 0, 100).ticks
    (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    """
    known = [each for each in values if isfinite(each)] or [0.0, 1.0]
    low, high = min(known), max(known)
    if high - low <= _SAME * max(abs(low), abs(high), 1.0):
        room = abs(low) / 10 if abs(low) > _SAME else 1.0
        low, high = low - room, high + room
    step = _step((high - low) / max(ticks - 1, 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    digits = 2 - floor(log10(step))
    places = tuple(round(place * step, digits) + 0.0 for place in range(first, last + 1))
    return Axis(places[0], places[-1], start, end, places)


def _step(least: float) -> float:
    """Give the smallest round step that is not less."""
    power = 10.0 ** floor(log10(least))
    return next(each * power for each in _ROUND if each * power >= least * (1 - 1e-9))
