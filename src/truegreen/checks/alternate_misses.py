"""Misses that count only in a row cost little, or nothing, if every second month is met.

The UK Model Services Contract doubles the points of a failure that follows a failure, and starts again after one good
month; Texas DIR counts four misses within any twelve months, wherever they fall. So a year is settled twice: missed
every other month, and missed as often in a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from truegreen.checks.levels import levels_of, rows_of
from truegreen.checks.reach import parts
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Remedy, Versions
from truegreen.model.finding import Finding, Level, warning
from truegreen.model.given import Given, Givens
from truegreen.model.statement import Category
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.state import Often, Repeat
from truegreen.settlement.settle import settle

SMELL: Final = "S27"
LEVEL: Final = Level.WARNING
_PERIODS: Final = 12
_APART: Final = range(0, _PERIODS, 2)
_IN_A_ROW: Final = range(len(_APART))
_NOT_PAID: Final = (Category.HOLD, Category.TAX)  # What is held is the same money, later.
_FIX: Final = "Count misses wherever they fall, like 3 of 12 months, in the clause or in a remedy for chronic failure."


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures that are cheaper to miss every other month than in a row, and remedies this never comes to."""
    watching = [each for each in agreement.remedies.values() if _is_reached(each)]
    for name, each in agreement.remedies.items():
        if not watching:
            says = f"Whoever misses every other month never comes to “{name}”: {each.times} misses in {each.of} months."
            yield warning(each.at, "alternate-misses", says, _FIX)
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        counting = [each for each in clauses if _counts_misses(agreement.terms[each].says)]
        if counting and not any(name in (each.measures or (name,)) for each in watching):
            yield from _cheaper(month, name, counting)


def _cheaper(month: Imagined, name: str, clauses: list[str]) -> Iterator[Finding]:
    """Find the mildest miss, or else the worst, that costs less apart than in a row."""
    levels, target = levels_of(month.said, name), month.target(name) or Fraction(0)
    worse = levels[: levels.index(target)] if target in levels else []
    for missed in dict.fromkeys((*worse[-1:], *worse[:1])):
        apart, row = (_paid(month, name, missed, target, which) for which in (_APART, _IN_A_ROW))
        if apart > row:
            met = _paid(month, name, missed, target, ())
            every = f"every other {month.said.settled_every} at {month.level(name, missed)}"
            says = (f"Six misses of “{name}”, {every}, cost {month.money(met - apart)}; in a row they cost "
                    f"{month.money(met - row)}, under {', '.join(map(month.clause, clauses))}.")  # fmt: skip
            yield warning(month.said.terms[clauses[0]].at, "alternate-misses", says, _FIX)
            return


def _paid(month: Imagined, name: str, missed: Fraction, met: Fraction, which: Collection[int]) -> Fraction:
    """Give what is paid in a year in which a measure is missed in some periods and at its target in the others.

    Clauses that are about other measures only are left out.
    """
    others = {each for other, clauses in month.paying.items() for each in clauses if other != name}
    order = month.said.pipeline or month.said.terms
    kept = tuple(each for each in order if each in month.paying[name] or each not in others)
    year = replace(month.agreement, ends=None, pipeline=kept)
    rows = Fraction(rows_of(year, year.measures[name]))
    period, given = month.period, list[Given]()
    for place in range(_PERIODS):
        period = settled_period(year, period.end) if given else period
        given.append(Given(name=name, period=period, value=missed if place in which else met, count=rows))
    statements = settle(Versions(year.agreement, ((date.min, year),)), Givens.of(given), period, {})
    lines = [line for each in statements for line in (*each.lines, *each.later) if line.arose == each.period]
    return sum((Fraction(each.amount.amount) for each in lines if each.category not in _NOT_PAID), Fraction(0))


def _counts_misses(says: object) -> bool:
    return any(isinstance(each, Repeat | Often) for each in parts(says))


def _is_reached(remedy: Remedy) -> bool:
    """Say whether misses in every other month come to a remedy's number of misses."""
    return remedy.times <= (remedy.of + 1) // 2
