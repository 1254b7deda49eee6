"""Customers and contact types drawn: a grid of value and expectation, types with their doubt, spend and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.segmented import Band, Kind, Quadrant, Segmented
from truegreen.reports import figures
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing import segment_kind_words as kind_words
from truegreen.reports.sourcing import segment_words as words
from truegreen.reports.sourcing.amounts import money, percent, short
from truegreen.reports.sourcing.grouping import cut
from truegreen.reports.sourcing.heat_picture import Square

WIDTH, HEIGHT = 820, 470
LEFT, RIGHT, TOP, BOTTOM = 84, 796, 24, 400
NAMES, MOST_NAMES = 620, 20
"""Where names of contact types stand, and how many."""
GRID_LEFT, GRID_TOP, STEP = 120, 40, 66
_BANDS: Final = (Band.LOW, Band.USUAL, Band.HIGH, None)
_SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_HARD, _HALF = 5.12, 0.5
"""Where the quadrants part: a twentieth harder than the average contact, half of its effect on staying."""
_LETTERS: Final = 9.0


@dataclass(frozen=True, slots=True)
class Point:
    """A contact type: where it stands, the ends of its whiskers, its tone, its number and name, and a sentence."""

    x: float
    y: float
    left: float
    right: float
    low: float
    high: float
    tone: str
    number: int
    name: str
    words: str


def grid_of(of: Segmented) -> str:
    """Draw customers by value and expectation; empty where there are none. Shade is their part of all value."""
    if not of.squares:
        return ""
    rows = [each.name for each in of.tiers] + ([""] if any(not each.tier for each in of.squares) else [])
    bands = [each for each in _BANDS if each is not None or any(one.band is None for one in of.squares)]
    every = sum(each.value for each in of.squares)
    wide = (WIDTH - GRID_LEFT) / len(bands)
    squares = []
    for each in of.squares:
        x, y = GRID_LEFT + wide * bands.index(each.band), GRID_TOP + STEP * rows.index(each.tier)
        part = each.value / every if every > 0 else 0.0
        lines = [figures.counted(each.customers, "customer"), f"{short(each.revenue)} {of.currency} a month",
                 f"{percent(part)} of value"]  # fmt: skip
        said = f"{words.square(each, of.currency)}; worth {money(each.value, of.currency)}, {percent(part)} of all."
        squares.append(Square(round(x, 2), y, round(part, 3), lines, said))
    return rendered(
        "heat.svg", title=f"Customers by value and what they expect. {words.expectation(of)}", squares=squares,
        wide=round(wide, 2), step=STEP,
        rows=[(GRID_TOP + STEP * (at + 0.5), f"Tier {name}" if name else "Not valued") for at, name in enumerate(rows)],
        heads=[(GRID_LEFT + wide * (at + 0.5), f"{each} expectation" if each else "expectation not known")
               for at, each in enumerate(bands)],
        size=(WIDTH, GRID_TOP + STEP * len(rows) + 6),
    )  # fmt: skip


def kinds_of(of: Segmented) -> str:
    """Draw contact types by how hard they are and what failing them does, each with its doubt; empty where untold."""
    told = [each for each in of.kinds if each.effect is not None and each.complexity is not None]
    if not told:
        return ""
    over = axis([*(end for each in told for end in each.complexity or ()), _HARD], LEFT, NAMES - 24)
    up = axis([*(end for each in told for end in each.effect or ()), 0.0, 1.0], BOTTOM, TOP)
    points = [_point(each, number, over, up) for number, each in enumerate(told, start=1)]
    return rendered(
        "kinds.svg", title=f"Contact types by impact and difficulty. {kind_words.staying(of)}", points=points[::-1],
        over=over, up=up, across=over.at(_HARD), down=up.at(_HALF), corners=[*_corners(over)], names=NAMES,
        listed=points[:MOST_NAMES], more=max(len(points) - MOST_NAMES, 0), box=(LEFT, NAMES - 24, TOP, BOTTOM),
        size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _point(of: Kind, number: int, over: Axis, up: Axis) -> Point:
    hard, effect = of.complexity or (_HARD,) * 3, of.effect or (0.0,) * 3
    x, left, right = (over.at(each) for each in hard)
    y, low, high = (up.at(each) for each in effect)
    tone = "good" if of.quadrant else "unsure"
    return Point(x, y, left, right, low, high, tone, number, cut(of.name, 24), f"{of.name}: {kind_words.kind(of)}")


def _corners(over: Axis) -> Iterator[tuple[float, int, str, str]]:
    """Name the quadrants at the corners of the drawing; those that the axes leave no room for are left out."""
    end, middle = over.end, over.at(_HARD)
    for quadrant, x, side, y in (
        (Quadrant.COST_FIRST, LEFT + 6, "", BOTTOM - 8), (Quadrant.PROTECT, LEFT + 6, "", TOP + 14),
        (Quadrant.SIMPLIFY, end - 6, "end", BOTTOM - 8), (Quadrant.INVEST, end - 6, "end", TOP + 14),
    ):  # fmt: skip
        if ((end - middle) if side else (middle - LEFT)) > _LETTERS * len(quadrant):
            yield x, y, side, str(quadrant)


def lorenz_of(of: Segmented) -> str:
    """Draw how value and spend are shared out, customers in order of value; empty where nobody can tell."""
    if of.peanut is None:
        return ""
    curves = of.peanut.curves
    over, up = Axis(0.0, 1.0, LEFT, RIGHT, _SHARES), Axis(0.0, 1.0, BOTTOM, TOP, _SHARES)
    middle = len(curves.customers) * 3 // 4
    names = [(over.at(curves.customers[middle]) - 60, up.at(curves.spend[middle]) - 10, "spend", "bad"),
             (over.at(curves.customers[middle]) + 14, up.at(curves.value[middle]) + 16, "value", "good")]  # fmt: skip
    return rendered(
        "lorenz.svg", title=f"How value and spend are shared out. {words.answer(of)}", over=over, up=up, ticks=_SHARES,
        value=_line(curves.customers, curves.value, over, up), spend=_line(curves.customers, curves.spend, over, up),
        names=names, percent=percent, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _line(across: Sequence[float], upwards: Sequence[float], over: Axis, up: Axis) -> str:
    return " ".join(f"{over.at(x)},{up.at(y)}" for x, y in zip(across, upwards, strict=True))
