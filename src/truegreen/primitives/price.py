"""Prices: what a unit costs in a period, what so many units cost, and what is said where a number is missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from truegreen.model.step import Step, plain
from truegreen.primitives.arithmetic import no_money, plus, times
from truegreen.primitives.measure import judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, in_money, step_of
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.units.value import Value


def counted(now: Now, operand: Operand | None) -> Step:
    """Give what a clause counts in the period; of a measure, all its windows that end in it.

    Nothing is counted, which is not zero, if the text names no measure and no figure.
    """
    if operand is None:
        return now.step("what it counts", value=None)
    name = operand.name if isinstance(operand, Written) else ""
    if name not in now.agreement.measures:
        return step_of(now, operand)
    windows = [each.step for each in judgements(now, name)]
    if len(windows) == 1:
        return windows[0]
    missing = next((each for each in windows if each.value is None), None)
    none = now.step(f"{name} ends in another period", value=Value(Fraction(0), "count"))
    return missing or (plus(now, windows) if windows else none)


def price_now(now: Now, factors: Operand, rounding: Rounded | None) -> Step:
    """Give a price of this clause as it stands in the period: as agreed, times the index if one is set, rounded."""
    price = in_money(now, factors) if isinstance(factors, tuple) else step_of(now, factors, "money")
    return round_step(indexed(now, price), rounding, now.clause)


def indexed(now: Now, price: Step) -> Step:
    """Give an amount that this clause names times the index, if one has been set for the clause."""
    index = now.set_so_far.get(f"price {now.term}")
    return price if index is None else times(now, index, price, "{1} × {0}, the index")


def cost_of(now: Now, units: Step, price: Step) -> Step:
    """Give what units cost at a price; a price that is a share is a share of them, where they are money."""
    if price.value is not None and price.value.unit == "share":
        return times(now, price, units)
    return times(now, units, price, "{0} × {1}")


def total_of(now: Now, parts: Sequence[Step], nothing: str, *given: Step) -> Step:
    """Add up the parts of an amount; where one of them is not known, neither is the amount; no parts are zero."""
    if not parts:
        return no_money(now, nothing, *given)
    missing = next((each for each in parts if each.value is None), None)
    return (
        plus(now, parts) if missing is None else now.step(f"not known: {plain(missing.sentence)}", missing, value=None)
    )
