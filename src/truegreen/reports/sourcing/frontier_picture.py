"""The frontier: what more solved issues cost at least, where today and the plan stand, and how far today is from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing.amounts import money, short
from truegreen.reports.sourcing.labels import Box, labels

WIDTH, HEIGHT = 820, 470
LEFT, RIGHT, TOP, BOTTOM = 84, 796, 24, 400
_NEAR: Final = 4.0
"""A distance of fewer units of the drawing is not drawn."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan by what it costs and what its solved issues are worth; a plan between others has no name."""

    name: str
    cost: float
    value: float
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mark: where it stands, its tone, and what is said of it."""

    x: float
    y: float
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Distance:
    """A way from today: its end, and what it is worth in words."""

    x: float
    y: float
    words: str


def frontier_picture(
    title: str, line: Sequence[Standing], plans: Sequence[Standing], currency: str, *, today: Standing | None = None,
    cheaper: Standing | None = None, better: Standing | None = None,
) -> str:  # fmt: skip
    """Draw cost across and value upwards, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        line: no plan lies beyond these.
        plans: plans that were made; those with a name are written beside.
        currency: of all amounts.
        today: where today stands.
        cheaper: the cheapest plan that is worth as much as today.
        better: the plan that is worth most at what today costs.
    """
    known = [*line, *plans, *(each for each in (today, cheaper, better) if each)]
    over = axis((each.cost for each in known), LEFT, RIGHT)
    upwards = axis((each.value for each in known), BOTTOM, TOP)
    ways = [*_distances(today, cheaper, better, over, upwards)] if today else []
    standing = [*([today] if today else []), *plans]
    marks = [_drawn(each, over, upwards, currency) for each in standing]
    here = marks[0] if today else None
    wanted = [(each.x, each.y, of.name) for each, of in zip(marks, standing, strict=True) if of.name]
    if here:
        wanted += [((each.x + here.x) / 2, (each.y + here.y) / 2, each.words) for each in ways]
    return rendered(
        "frontier.svg", title=title, over=over, upwards=upwards, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
        line=" ".join(f"{over.at(each.cost)},{upwards.at(each.value)}" for each in line), marks=marks[::-1], here=here,
        distances=ways, labels=labels(wanted, (LEFT, TOP, RIGHT, BOTTOM), _crossed(line, ways, here, over, upwards)),
        short=short, currency=currency,
    )  # fmt: skip


def _drawn(each: Standing, over: Axis, upwards: Axis, currency: str) -> Drawn:
    said = f"costs {money(each.cost, currency)}, worth {money(each.value, currency)}"
    return Drawn(over.at(each.cost), upwards.at(each.value), each.tone, f"{each.name}: {said}" if each.name else said)


def _crossed(
    line: Sequence[Standing], ways: Sequence[Distance], here: Drawn | None, over: Axis, upwards: Axis
) -> Iterator[Box]:
    """Give the room of the lines, so that no name stands on them."""
    places = [(over.at(each.cost), upwards.at(each.value)) for each in line]
    for (x, y), (other, above) in pairwise(places):
        yield min(x, other), min(y, above) - 2, max(x, other) + 1, max(y, above) + 2
    if here:
        for each in ways:
            yield min(each.x, here.x) - 2, min(each.y, here.y) - 2, max(each.x, here.x) + 2, max(each.y, here.y) + 2


def _distances(
    today: Standing, cheaper: Standing | None, better: Standing | None, over: Axis, upwards: Axis
) -> Iterator[Distance]:
    x, y = over.at(today.cost), upwards.at(today.value)
    if cheaper and x - over.at(cheaper.cost) >= _NEAR:
        yield Distance(over.at(cheaper.cost), y, f"← {short(today.cost - cheaper.cost)} less for the same value")
    if better and y - upwards.at(better.value) >= _NEAR:
        more = f"↑ {short(better.value - today.value)} more value at the same cost"
        yield Distance(x, upwards.at(better.value), more)
