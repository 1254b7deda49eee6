"""Futures: what the plan would cost in each, the dearest first, against what is expected and the tail's mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing.amounts import change, money, percent
from truegreen.reports.sourcing.grouping import cut

WIDTH: Final = 820
LEFT, RIGHT, TOP, STEP = 250, 730, 74, 22
MOST: Final = 16
"""Futures that are drawn, the dearest; the others are one line."""


@dataclass(frozen=True, slots=True)
class Future:
    """One future: what it is called, how likely it is, what the plan costs in it, and how much of it is in the tail."""

    name: str
    chance: float
    cost: float
    in_tail: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture."""

    y: float
    name: str
    x: float
    is_tail: bool
    said: str
    words: str


def futures_picture(
    title: str, futures: Sequence[Future], currency: str, *, expected: float, at_risk: float, tail: float, beyond: float
) -> str:
    """Draw what the plan would cost in each future, as an SVG element; empty where there is none.

    Args:
        title: what is shown, for those who cannot see it.
        futures: all of them.
        currency: of all amounts.
        expected: mean over all futures.
        at_risk: what is not passed with the chance ``beyond`` (value at risk).
        tail: mean of what is dearer (conditional value at risk).
        beyond: the tail is what is dearer than this share of what may happen.
    """
    if not futures:
        return ""
    order = sorted(futures, key=lambda each: -each.cost)
    kept = order if len(order) <= MOST else order[: MOST - 1]
    over = axis([*(each.cost - expected for each in order), 0.0, at_risk - expected, tail - expected], LEFT, RIGHT)
    rows = [Row(TOP + STEP * (y + 0.5), f"{cut(each.name, 28)}, {percent(each.chance)}",
                over.at(each.cost - expected), each.in_tail > 0, change(each.cost - expected), _words(each, currency))
            for y, each in enumerate(kept)]  # fmt: skip
    rest = [change(each.cost - expected) for each in order[len(kept) :]]
    more = f"and {len(rest)} more, {rest[-1]} to {rest[0]}" if rest else ""
    risk, beyond_it = change(at_risk - expected), change(tail - expected)
    lines = [(over.at(0.0), f"expected: {money(expected, currency)}", 18),
             (over.at(at_risk - expected), f"{percent(beyond)} chance: no more than {risk}", 36),
             (over.at(tail - expected), f"mean of the dearest {percent(1 - beyond)}: {beyond_it}", 54)]  # fmt: skip
    bottom = TOP + STEP * (len(rows) + bool(rest))
    return rendered(
        "futures.svg", title=title, rows=rows, more=more, lines=lines, over=over, box=(LEFT, RIGHT, TOP, bottom),
        currency=currency, step=STEP, middle=(LEFT + RIGHT) / 2, expected=over.at(0.0), change=change,
        size=(WIDTH, bottom + 48),
    )  # fmt: skip


def _words(each: Future, currency: str) -> str:
    tail = "" if each.in_tail == 0 else ", in the tail" if each.in_tail == 1 else ", partly in the tail"
    return f"{each.name}: chance {percent(each.chance)}, {money(each.cost, currency)}{tail}"
