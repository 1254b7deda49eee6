"""Two lines over the same months, on one scale, with the months marked in which they are farthest apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH: Final = 760
HEIGHT: Final = 320
LEFT, RIGHT, TOP, BOTTOM = 48, 650, 20, 280
_NAMED: Final = 8
"""Months that are named along the picture, at most."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line: its name, its tone, and its values; None leaves a gap."""

    name: str
    tone: str
    values: Sequence[float | None]


def two_lines(title: str, months: Sequence[str], lines: Sequence[Drawn], marked: Sequence[int]) -> str:
    """Draw lines over months, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        months: names of the months.
        lines: the lines.
        marked: places of the months that are marked.
    """
    upwards = axis([0.0, *(each for line in lines for each in line.values if each is not None)], BOTTOM, TOP)
    step = (RIGHT - LEFT) / max(len(months) - 1, 1)
    every = max(1, -(-len(months) // _NAMED))
    drawn = [(each, [*_paths(each.values, step, upwards)]) for each in lines]
    return rendered(
        "two_lines.svg", title=title, months=months, lines=drawn, ends=[_end(each, upwards) for each in lines],
        marked=marked, upwards=upwards, step=step, every=every, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _paths(values: Sequence[float | None], step: float, upwards: Axis) -> Iterator[str]:
    """Give the unbroken stretches of a line."""
    stretch: list[str] = []
    for place, value in enumerate([*values, None]):
        if value is not None:
            stretch.append(f"{LEFT + place * step:.1f},{upwards.at(value)}")
        elif stretch:
            yield " ".join(stretch)
            stretch = []


def _end(line: Drawn, upwards: Axis) -> float:
    known = [each for each in line.values if each is not None]
    return upwards.at(known[-1]) if known else (TOP + BOTTOM) / 2
