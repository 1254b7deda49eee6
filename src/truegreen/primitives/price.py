"""Prices: what a unit costs in a period, what so many units cost, and what is said where a number is missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from truegreen.model.finding import Finding, warning
from truegreen.model.statement import Step
from truegreen.primitives.operand import Operand
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.units.value import Value

if TYPE_CHECKING:
    from truegreen.primitives.now import Now


def number(step: Step | None) -> Fraction:
    """Give the number of a step; zero where there is none."""
    return step.value.number if step is not None and step.value is not None else Fraction(0)


def price_now(now: Now, operand: Operand, rounding: Rounded | None) -> Step:
    """Give a price of this clause as it stands in the period: as agreed, times the index if one is set, rounded."""
    price = now.value(operand, "money")
    factor = now.set_so_far.get(f"price {now.term}")
    indexed = price if factor is None else now.times(factor, price, "{1} × {0}, the index")
    return round_step(indexed, rounding, now.clause)


def cost_of(now: Now, units: Step, price: Step) -> Step:
    """Give what units cost at a price; a price that is a share is a share of them, where they are money."""
    if price.value is not None and price.value.unit == "share":
        return now.times(price, units)
    return now.times(units, price, "{0} × {1}")


def total_of(now: Now, parts: Sequence[Step]) -> Step:
    """Add up the parts of an amount, if there are any; where one of them is not known, neither is the amount."""
    if not parts:
        return now.step("nothing to pay", value=Value(Fraction(0), now.agreement.currency))
    unknown = next((each for each in parts if each.value is None), None)
    return now.plus(parts) if unknown is None else now.step("not known without {0}", unknown, value=None)


def is_in_term(now: Now) -> bool:
    """Say whether the period still belongs to the term; after it there are only final accounts."""
    return now.agreement.ends is None or now.period.start <= now.agreement.ends


def not_known(now: Now, needed: Step | None) -> list[Finding]:
    """Give what a reader should know of a clause that posts nothing because a number is missing; in the term only.

    Args:
        now: the clause.
        needed: what it needed; None where the text does not say what it counts.
    """
    if not is_in_term(now):
        return []
    what = "what it counts" if needed is None else _missing(needed)
    says = f"The clause “{now.term}” posts nothing for {now.period}, because this is not known: {what}."
    remedy = "Say which measure or figure counts it." if needed is None else "Give it; where nothing happened, give 0."
    return [warning(now.at, "number-not-given", says, remedy)]


def _missing(step: Step) -> str:
    """Say the first number that is missing among all that a step rests on."""
    inner = next((each for each in step.given if each.value is None), None)
    return step.sentence if inner is None else _missing(inner)
