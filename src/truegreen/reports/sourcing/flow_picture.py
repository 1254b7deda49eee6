"""The flow: where issues are solved today on the left, where the plan has them on the right, and what moves between.

Each site is as tall as its issues; a site that would be too low to be named gets room for its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing.amounts import percent, short
from truegreen.reports.sourcing.grouping import called, columns, cut, shown

WIDTH: Final = 820
LEFT, RIGHT, THICK = 230, 590, 14
TOP, TALL, ROOM, APART = 40, 360, 18, 8
MOST: Final = 9
"""Sites that are shown by name, at most; one of them holds the rest."""
Way = tuple[str, str, bool]
"""From where, to where, and whether it moves: among those that are not named, some stays and some moves."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How much goes from a site of today to a site of the plan; both are the same where it stays.

    Of what is not ``known`` today nobody can say whether it moves.
    """

    start: str
    end: str
    amount: float
    known: bool = True

    @property
    def moves(self) -> bool:
        """Say whether it changes its site."""
        return self.known and self.start != self.end


@dataclass(frozen=True, slots=True)
class Site:
    """A site on one side: the room it has, how tall it is in it, and its name with its amount."""

    top: float
    tall: float
    words: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What goes from one site to another."""

    path: str
    moves: bool
    words: str


def flow_picture(
    title: str, flows: Sequence[Flow], unit: str, most: int = MOST, sides: tuple[str, str] = ("today", "in the plan")
) -> str:  # fmt: skip
    """Draw what goes where, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        flows: between all sites; what is nothing is left out.
        unit: of amounts, like ``issues``.
        most: sites that are shown by name.
        sides: what stands on the left, and on the right.
    """
    weights: dict[str, float] = {}
    for each in flows:
        for name in {each.start, each.end}:
            weights[name] = weights.get(name, 0.0) + each.amount
    shown_as, more = shown(weights, most)
    held: dict[Way, float] = {}
    for each in flows:
        if each.amount > 0:
            way = shown_as[each.start], shown_as[each.end], each.moves
            held[way] = held.get(way, 0.0) + each.amount
    whole, order = sum(held.values()) or 1.0, columns([*shown_as], shown_as)
    both = [_sites(held, side, order, whole, more) for side in (0, 1)]
    bottom = max((each.top + max(each.tall, ROOM) for side in both for each in side.values()), default=TOP)
    return rendered(
        "flow.svg", title=title, starts=[*both[0].values()], ends=[*both[1].values()], thick=THICK, at=(LEFT, RIGHT),
        ribbons=_ribbons(held, both, order, whole, unit, more), heads=[cut(each, 30) for each in sides],
        size=(WIDTH, round(bottom + 12)),
    )  # fmt: skip


def _sites(held: Mapping[Way, float], side: int, order: Sequence[str], whole: float, more: int) -> dict[str, Site]:
    """Give each site of one side its room, one under the other."""
    found, top = {}, float(TOP)
    for name in order:
        amount = sum(many for way, many in held.items() if way[side] == name)
        if amount > 0:
            tall = round(TALL * amount / whole, 2)
            words = f"{cut(called(name, more), 18)} {short(amount)} ({percent(amount / whole)})"
            found[name] = Site(top + max(0.0, (ROOM - tall) / 2), tall, words)
            top += max(tall, ROOM) + APART
    return found


def _ribbons(
    held: Mapping[Way, float], sides: Sequence[Mapping[str, Site]], order: Sequence[str], whole: float, unit: str,
    more: int,
) -> list[Ribbon]:  # fmt: skip
    """Give what goes between sites, each beginning and ending under the one before; what moves lies above the rest."""
    rank = {name: place for place, name in enumerate(order)}
    starts = _placed(sorted(held, key=lambda way: (rank[way[0]], rank[way[1]], way[2])), held, sides[0], 0, whole)
    ends = _placed(sorted(held, key=lambda way: (rank[way[1]], rank[way[0]], way[2])), held, sides[1], 1, whole)
    found = []
    for way, amount in sorted(held.items(), key=lambda each: each[0][2]):
        first, last = (called(each, more) for each in way[:2])
        is_same = way[0] == way[1] and not way[2]
        words = f"{first}: {short(amount)} {unit} stay" if is_same else f"{first} → {last}: {short(amount)} {unit}"
        found.append(Ribbon(_path(starts[way], ends[way], TALL * amount / whole), way[2], words))
    return found


def _placed(
    ways: Sequence[Way], held: Mapping[Way, float], sites: Mapping[str, Site], side: Literal[0, 1], whole: float
) -> dict[Way, float]:
    """Give where each begins, or ends, at its site."""
    tops = {name: each.top for name, each in sites.items()}
    found = {}
    for way in ways:
        found[way] = tops[way[side]]
        tops[way[side]] += TALL * held[way] / whole
    return found


def _path(start: float, end: float, tall: float) -> str:
    left, middle = LEFT + THICK, (LEFT + THICK + RIGHT) / 2
    above = f"M{left} {start:.1f}C{middle} {start:.1f} {middle} {end:.1f} {RIGHT} {end:.1f}"
    start, end = start + tall, end + tall
    return f"{above}V{end:.1f}C{middle} {end:.1f} {middle} {start:.1f} {left} {start:.1f}Z"
