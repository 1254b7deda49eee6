"""The quadrant: contract across, customers upwards, a point for every cell.

Right of the upright line the contract was met, above the level one customers are well. What lies right and below is
green outside and red inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH: Final = 720
HEIGHT: Final = 480
LEFT, RIGHT, TOP, BOTTOM = 64, 700, 40, 430
_KEPT: Final = 0.01
"""Share of points at each end that may stand at the edge, so that one odd cell does not squeeze all others."""


@dataclass(frozen=True, slots=True)
class Point:
    """One cell.

    Attributes:
        across: how far its contract figure is beyond the target, as a share; right is better.
        up: how far its customers are beyond their line, as a share; upwards is better.
        tone: ``bad``, ``good`` or ``unsure``.
        mark: the number it has in the list beside the picture; empty where it is not listed.
        words: what is said of it.
    """

    across: float
    up: float
    tone: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Corners:
    """What the four quarters are called, each with how many cells are surely in it."""

    right_below: str
    left_above: str
    right_above: str
    left_below: str


def quadrant(title: str, points: Sequence[Point], across: str, up: str, corners: Corners) -> str:
    """Draw cells by contract and by customers, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        points: the cells; those with a mark are drawn last and larger.
        across: what the level axis shows.
        up: what the upright axis shows.
        corners: names of the quarters.
    """
    listed = [each for each in points if each.mark]
    over = _axis([each.across for each in points], [each.across for each in listed], LEFT, RIGHT)
    upwards = _axis([each.up for each in points], [each.up for each in listed], BOTTOM, TOP)
    drawn = sorted(points, key=lambda each: bool(each.mark))
    return rendered(
        "quadrant.svg", title=title, points=drawn, over=over, upwards=upwards, across=across, up=up, corners=corners,
        box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT), points_of=points_of,
    )  # fmt: skip


def _axis(values: Sequence[float], listed: Sequence[float], start: float, end: float) -> Axis:
    ranked = sorted(values)
    cut = int(len(ranked) * _KEPT)
    return axis([*ranked[cut : len(ranked) - cut], *listed, 0.0, 0.05, -0.05], start, end)


def points_of(share: float) -> str:
    """Write a distance in points, with its sign.

    >>> points_of(-0.125), points_of(0.0)
    ('−12.5', '0')
    """
    return f"{share * 100:+.4g}".replace("-", "−") if round(share, 9) else "0"
