"""The heat map: for each segment and contact type which site has most of it, how much moves, what changes in money.

Shade says how much moves; the words in a square say the same. Where there are many, the largest are shown by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing.amounts import change, percent
from truegreen.reports.sourcing.grouping import called, columns, cut, shown

WIDTH: Final = 860
LEFT, TOP, STEP, WIDEST = 168, 40, 66, 230
MOST_ACROSS, MOST_DOWN = 6, 14
"""Columns and rows that are shown by name, at most; one of them holds the rest."""
_LETTER: Final = 7.0
"""Room that a strong letter takes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What comes of one cell.

    Attributes:
        down, across: its row and its column, like a contact type and a segment.
        issues: how many it has.
        moved: how many of them change their site.
        sites: issues by site in the plan.
        cost, value: what changes against today, in money; None where nobody can say.
        is_new: whether no record tells where it is today.
    """

    down: str
    across: str
    issues: float
    moved: float
    sites: dict[str, float]
    cost: float | None
    value: float | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Square:
    """One square: where it is, how full it is shaded, its lines, and all of it in a sentence."""

    x: float
    y: float
    full: float
    lines: Sequence[str]
    words: str


def heat_picture(title: str, cells: Sequence[Cell], currency: str) -> str:
    """Draw cells by row and column, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        cells: all of the plan.
        currency: of all amounts.
    """
    down, more_down = shown(_issues(cells, "down"), MOST_DOWN)
    across, more_across = shown(_issues(cells, "across"), MOST_ACROSS)
    rows, heads = columns([*down], down), columns([*across], across)
    wide = min(WIDEST, (WIDTH - LEFT) / len(heads))
    squares = []
    for y, row in enumerate(rows):
        for x, head in enumerate(heads):
            of = [each for each in cells if down[each.down] == row and across[each.across] == head]
            if of:
                named = f"{called(row, more_down)}, {called(head, more_across)}"
                squares.append(_square(of, LEFT + wide * x, TOP + STEP * y, wide, named, currency))
    letters = int(wide / 7.8)
    return rendered(
        "heat.svg", title=title, squares=squares, wide=round(wide, 2), step=STEP,
        rows=[(TOP + STEP * (y + 0.5), cut(called(row, more_down), 25)) for y, row in enumerate(rows)],
        heads=[(LEFT + wide * (x + 0.5), cut(called(head, more_across), letters)) for x, head in enumerate(heads)],
        size=(WIDTH, TOP + STEP * len(rows) + 6),
    )  # fmt: skip


def _issues(cells: Sequence[Cell], side: str) -> dict[str, float]:
    held: dict[str, float] = {}
    for each in cells:
        held[getattr(each, side)] = held.get(getattr(each, side), 0.0) + each.issues
    return held


def _square(of: Sequence[Cell], x: float, y: float, wide: float, named: str, currency: str) -> Square:
    issues, moved = sum(each.issues for each in of), sum(each.moved for each in of)
    sites: dict[str, float] = {}
    for each in of:
        for site, many in each.sites.items():
            sites[site] = sites.get(site, 0.0) + many
    order = sorted((site for site in sites if sites[site] > 0), key=lambda site: (-sites[site], site))
    most, others = (order[0], len(order) - 1) if order else ("nowhere", 0)
    share = moved / issues if issues else 0.0
    more = f" +{others}" if others else ""
    lines = [cut(most, int(wide / _LETTER) - len(more) - 1) + more]
    stays = "no record today" if all(each.is_new for each in of) else "stays"
    lines.append(f"{percent(share)} moves" if share else stays)
    cost, value = _sum([each.cost for each in of]), _sum([each.value for each in of])
    if share and cost is not None and value is not None:
        lines += [f"cost {change(cost)}", f"worth {change(value)}"]
    where = "; ".join(f"{percent(sites[site] / issues)} at {site}" for site in order) if issues else "no issues"
    known = cost is not None and value is not None
    money = f"; cost {change(cost or 0)} {currency}, worth {change(value or 0)} {currency}" if known else ""
    words = f"{named}: {lines[1]}; {where}{money}."
    return Square(round(x, 2), y, round(share, 3), lines, words)


def _sum(amounts: Sequence[float | None]) -> float | None:
    known = [each for each in amounts if each is not None]
    return sum(known) if len(known) == len(amounts) else None
