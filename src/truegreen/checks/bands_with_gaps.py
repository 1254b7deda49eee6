"""A level between two bands, or one that no figure can have, has a consequence that nobody wrote down.

The UK Model Services Contract's table goes from 98.9 % to 99 % (what is 98.95 %?), a bank's slabs overlap at 250 and
500 (Oracle OBLM), and TELUS's points table knows 5, 10 and 15 only. Here a band holds until the next one, so there are
no gaps between bands. What remains: steps of a curve that do not rise, so that one of them never holds; a level
written finer than its measure is rounded; and a miss between the target and the first step, which costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from truegreen.checks.levels import smallest
from truegreen.checks.reach import parts, unit_of, written_levels
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Better, Unit
from truegreen.model.finding import Finding, Level, error, warning
from truegreen.primitives import operand
from truegreen.primitives.operand import Operand, Written
from truegreen.terms.service_credit import ServiceCredit
from truegreen.units.quantity import Quantity

SMELL: Final = "S01"
LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find steps that never hold, levels that no figure can have, and misses that no step reaches."""
    for name, term in agreement.terms.items():
        for ladder in parts(term.says):
            if isinstance(ladder, tuple) and ladder and isinstance(ladder[0], operand.Level):
                yield from _never_held(ladder)
        yield from _too_fine(agreement, name)
        if isinstance(term.says, ServiceCredit) and term.says.steps:
            yield from _free_miss(agreement, name, term.says)


def _never_held(ladder: tuple[operand.Level, ...]) -> Iterator[Finding]:
    for lower, upper in pairwise(ladder):
        low, high = (_start(each.above if each.above is not None else each.from_) for each in (lower, upper))
        if low is not None and high is not None and high.number <= low.number:
            says = f"This step begins at {high}, and the one before it at {low}: one of them never holds."
            yield error(upper.at, "bands-with-gaps", says, "Write the steps from the lowest level to the highest.")


def _start(begins: Operand | None) -> Quantity | None:
    return begins.quantity if isinstance(begins, Written) else None


def _too_fine(agreement: Agreement, name: str) -> Iterator[Finding]:
    """Find levels of a clause that lie between two values that the rounded measure can have."""
    term, month = agreement.terms[name], imagined(agreement)
    for of, level in written_levels(term.says, agreement):
        measure = agreement.measures.get(of)
        if measure is None or measure.rounding is None or not isinstance(level, Quantity):
            continue
        unit = unit_of(measure)
        if unit in (Unit.SHARE, Unit.SCORE, Unit.POINTS) and level.in_unit(unit) % smallest(measure):
            says = f"{month.clause(name)} has a level of {level}, which “{of}”, rounded before, can never be."
            remedy = "Write the level with as many digits as the measure keeps, or round the measure later."
            yield warning(term.at, "bands-with-gaps", says, remedy)


def _free_miss(agreement: Agreement, name: str, says: ServiceCredit) -> Iterator[Finding]:
    """Find a target that is better than the first step: a miss between the two costs nothing."""
    measure = agreement.measures[says.measure]
    level, unit = getattr(measure, says.level), unit_of(measure)
    starts = [each.worse_than or each.at_or_worse_than for each in says.steps]
    if level is None or unit is None or measure.better is None or None in starts:
        return
    sign = 1 if measure.better is Better.HIGHER else -1
    first = max((each for each in starts if each), key=lambda each: sign * each.in_unit(unit))
    gap = sign * (level.in_unit(unit) - first.in_unit(unit))
    reaches_up = any(each.at_or_worse_than == first for each in says.steps) and measure.rounding is not None
    if gap > (smallest(measure) if reaches_up else 0):
        month = imagined(agreement)
        worth = next((better.pays - worse.pays for worse, better in month.jumps(says.measure)
                      if first.in_unit(unit) in (worse.level, better.level)), None)  # fmt: skip
        cost = "" if worth is None else f"; from there it costs {month.stake(worth)}"
        says_ = (
            f"A miss of “{says.measure}” between {level} and {first} costs nothing under {month.clause(name)}{cost}."
        )
        remedy = f"Begin the first step at the {says.level}, or say that this is meant, with a deadband."
        yield warning(agreement.terms[name].at, "bands-with-gaps", says_, remedy)
