"""Small pictures of readings: a trend as blocks or as a line, and a value on the scale of its alternatives.

All numbers are places in a picture, so they are floats; nothing is compared or decided with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from truegreen.model.reading import Reading

BLOCKS: Final = "▁▂▃▄▅▆▇█"
WIDTH: Final = 132
HEIGHT: Final = 36
_EDGE: Final = 4.0


def blocks(values: Sequence[Fraction | None]) -> str:
    """Draw a trend in blocks of text, lowest to highest; a gap where nothing was measured.

    >>> blocks([Fraction(1), None, Fraction(2), Fraction(3)])
    '▁ ▅█'
    """
    known = [each for each in values if each is not None]
    if not known:
        return ""
    low, span = min(known), max(known) - min(known)
    steps = len(BLOCKS) - 1
    drawn = [
        "▄" if not span else BLOCKS[round((each - low) / span * steps)] if each is not None else " " for each in values
    ]
    return "".join(drawn)


@dataclass(frozen=True, slots=True)
class Line:
    """A trend as a line: places in a picture of ``WIDTH`` by ``HEIGHT``.

    Attributes:
        path: the line, broken where nothing was measured.
        last: where the last reading stands; None if it has no value.
        whisker: top and bottom of the last reading's interval, if it is known.
        target: height of the target, if there is one.
    """

    path: str
    last: tuple[float, float] | None
    whisker: tuple[float, float] | None
    target: float | None


def line(trend: Sequence[Reading], target: Fraction | None) -> Line | None:
    """Draw a trend with its target and the interval of its last reading; None if there is nothing to draw."""
    values = [None if each.value is None else float(each.value) for each in trend]
    if all(each is None for each in values):
        return None
    ends = [trend[-1].low, trend[-1].high]
    level = None if target is None else float(target)
    scale = Scale.over([*values, *ends, level])
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    points = [
        None if each is None else (round(_EDGE + place * step, 1), scale.down(each))
        for place, each in enumerate(values)
    ]
    low, high = ends
    return Line(
        path=_path(points),
        last=points[-1],
        whisker=None if low is None or high is None else (scale.down(high), scale.down(low)),
        target=None if level is None else scale.down(level),
    )


def _path(points: Iterable[tuple[float, float] | None]) -> str:
    drawn, broken = [], True
    for point in points:
        if point:
            drawn.append(f"{'M' if broken else 'L'}{point[0]:g} {point[1]:g}")
        broken = point is None
    return "".join(drawn)


@dataclass(frozen=True, slots=True)
class Strip:
    """A value on the scale of its alternatives: places along a picture of ``WIDTH``."""

    value: float
    whisker: tuple[float, float] | None
    target: float | None


def strips(readings: Sequence[Reading | None], target: Fraction | None) -> Iterator[Strip | None]:
    """Draw readings and their target on one scale; None where there is no reading."""
    level = None if target is None else float(target)
    held = [each for each in readings if each and each.value is not None]
    scale = Scale.over([level, *(end for each in held for end in (float(each.value or 0), each.low, each.high))])
    for each in readings:
        if each is None or each.value is None:
            yield None
            continue
        yield Strip(
            value=scale.along(float(each.value)),
            whisker=None if each.low is None or each.high is None else (scale.along(each.low), scale.along(each.high)),
            target=None if level is None else scale.along(level),
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """A range of values spread over a picture."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float | None]) -> Scale:
        """Span all values that are known."""
        known = [each for each in values if each is not None]
        return cls(min(known, default=0.0), max(known, default=0.0))

    def down(self, value: float) -> float:
        """Place a value on the height of a picture, high values at the top."""
        return round(HEIGHT - _EDGE - self._part(value) * (HEIGHT - 2 * _EDGE), 1)

    def along(self, value: float) -> float:
        """Place a value on the width of a picture, high values at the right."""
        return round(_EDGE + self._part(value) * (WIDTH - 2 * _EDGE), 1)

    def _part(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
