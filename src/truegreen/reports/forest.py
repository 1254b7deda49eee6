"""The forest: effects one under the other, each with its interval, against nothing and against what would matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered

WIDTH: Final = 820
LEFT, RIGHT, TOP = 330, 660, 44
STEP: Final = 24


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: what it is of, the effect with its interval, how it is judged, and in words.

    Attributes:
        name: on the left; empty where it is the same as above.
        value, low, high: the effect; None where there is none to draw.
        tone: ``good``, ``bad`` or ``unsure``.
        said: the verdict, on the right.
        words: all of it in a sentence.
        head: whether the row only names a group.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    tone: str
    said: str
    words: str
    head: bool = False


def forest(title: str, effects: Sequence[Effect], material: float, along: str) -> str:
    """Draw effects with their intervals, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        effects: from top to bottom.
        material: what would matter, on either side of nothing.
        along: what the axis shows.
    """
    ends = [end for each in effects for end in (each.low, each.high) if end is not None]
    over = axis([*ends, material, -material], LEFT, RIGHT)
    bottom = TOP + STEP * max(len(effects), 1)
    return rendered(
        "forest.svg", title=title, effects=effects, material=material, along=along, over=over, top=TOP, step=STEP,
        bottom=bottom, size=(WIDTH, bottom + 48),
    )  # fmt: skip
