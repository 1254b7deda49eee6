"""Below the level at which the cap is used up nothing more is lost, so nothing more is done.

With a binary target the reward of effort is zero once the month is lost, and once it is won; a linear rate keeps it up
throughout. The same happens behind a cap that is reached soon, and behind the last step of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.levels import smallest
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Unit
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.level import round_measure
from truegreen.units.value import rounded

SMELL: Final = "S17"
LEVEL: Final = Level.WARNING
LIKELY: Final = Fraction(5, 100)  # Below a target: five points of a share, or this part of any other level, times five.
_HALVINGS: Final = 8
_DIGITS: Final = 4  # Of a level that is found by halving: 0.01 % of a share.


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures whose credits stop growing near their target."""
    month = imagined(agreement)
    for name in month.paying:
        sweep, target = month.sweep(name), month.target(name)
        if not sweep or target is None or month.loss(name, sweep[0].level) <= 0:
            continue
        near = LIKELY if agreement.measures[name].unit is Unit.SHARE else LIKELY * 5 * abs(target)
        edge = _edge(month, name, near)
        if edge is not None:
            lost = month.stake(month.loss(name, sweep[0].level))
            where = f"Worse than {month.level(name, edge)}, so near its target of {month.level(name, target)}"
            where = "However bad a miss" if edge == target else where
            says = f"{where}, “{name}” costs no more than {lost}."
            remedy = (
                "Let the cap last further down (lower rate, higher cap), or give a right to step in below that level."
            )
            yield warning(month.place(name), "dead-zone", says, remedy)


def _edge(month: Imagined, name: str, near: Fraction) -> Fraction | None:
    """Give the level from which on the provider is paid as at the worst one, by halving; None if it is not near."""
    measure, sweep = month.said.measures[name], month.sweep(name)
    place = next((place for place, each in enumerate(sweep) if each.pays != sweep[0].pays), 0)
    dead, live, target = sweep[place - 1].level, sweep[place].level, month.target(name) or Fraction(0)
    if not place or abs(target - live) >= near:
        return None
    for _ in range(_HALVINGS):
        if abs(live - dead) <= smallest(measure):
            return live if abs(target - dead) < near else None
        between = round_measure((dead + live) / 2, str(measure.unit), measure.rounding)
        dead, live = (between, live) if month.pays({name: between}) == sweep[0].pays else (dead, between)
    about = rounded(dead, _DIGITS if measure.unit is Unit.SHARE else _DIGITS - 2, "half-up")
    return about if abs(target - about) < near else None
