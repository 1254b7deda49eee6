"""Where names of points stand in a drawing, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

LETTER, HIGH = 6.8, 14.0
"""Room that a letter and a line take, in units of the drawing."""
_AWAY: Final = 10.0
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name, where it begins or ends, and its base line."""

    words: str
    x: float
    y: float
    side: Literal["", "end", "middle"]

    @property
    def box(self) -> Box:
        """The room that it takes."""
        wide = LETTER * len(self.words)
        left = self.x - {"": 0.0, "end": wide, "middle": wide / 2}[self.side]
        return left, self.y - HIGH + 3, left + wide, self.y + 3


def labels(points: Sequence[tuple[float, float, str]], within: Box, taken: Iterable[Box] = ()) -> list[Label]:
    """Give a place beside each point for its name: the first of several that is free, else the one with most room.

    Args:
        points: across, down and name, the most important first.
        within: the room there is.
        taken: what is drawn there already.
    """
    full = [*taken, *((x - 6, y - 6, x + 6, y + 6) for x, y, _ in points)]
    found: list[Label] = []
    for x, y, words in points:
        ways = sorted(_ways(x, y, words), key=lambda each: _covered(each.box, full, within))
        found.append(ways[0])
        full.append(ways[0].box)
    return found


def _ways(x: float, y: float, words: str) -> Iterator[Label]:
    for more in (HIGH * row for row in range(7)):
        yield Label(words, x + _AWAY, y + 4 + more, "")
        yield Label(words, x - _AWAY, y + 4 + more, "end")
        yield Label(words, x + _AWAY, y + 4 - more, "")
        yield Label(words, x - _AWAY, y + 4 - more, "end")
        yield Label(words, x, y + 20 + more, "middle")
        yield Label(words, x, y - 12 - more, "middle")


def _covered(box: Box, full: Iterable[Box], within: Box) -> float:
    """Give how much of what is there a name would cover, and how far it would stick out."""
    outside = max(within[0] - box[0], 0) + max(box[2] - within[2], 0)
    outside += max(within[1] - box[1], 0) + max(box[3] - within[3], 0)
    return 100 * outside + sum(overlap(box, each) for each in full)


def overlap(one: Box, other: Box) -> float:
    """Give the area that two boxes share.

    >>> overlap((0, 0, 10, 10), (8, 8, 20, 20)), overlap((0, 0, 1, 1), (2, 2, 3, 3))
    (4, 0)
    """
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)
