"""Delivery fee: a share of the contract's value, in equal instalments whatever is delivered.

UK Work and Health Programme, provider guidance chapter 13: 30 % of the estimated possible total contract value, divided
by the months of service, at most 60 of them; a part of a first month is paid pro rata; payments may be deferred while
formal improvement action is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final

from truegreen.model.finding import Finding
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, minus, over, plus, times
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.dated import agreed_for
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.gate import Condition, failed
from truegreen.primitives.ledger import held_after, held_before
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, step_of
from truegreen.primitives.posting import unknown
from truegreen.primitives.price import price_now
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

_ONE: Final = Written.parse("1")


class Rest(StrEnum):
    """What becomes of the part of an instalment that a cut first period leaves."""

    AFTER = "paid after the last whole one"
    NEVER = "not paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """Instalments that are held back for a while, and paid when it is over."""

    while_: Annotated[tuple[str | Condition, ...], "Conditions that must all hold, and measures that must be met"]
    share: Annotated[Operand, "Share of each instalment that is held back, like 100 %"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFee:
    """A share of the contract's value in equal instalments."""

    fee: Annotated[Operand, "The whole fee, like [30 %, value]"]
    instalments: Annotated[int, "How many there are, one for each settled period"]
    first: Annotated[date | None, "First day that is paid for; the agreement's first if left out"] = None
    rest: Annotated[Rest, "What becomes of what a cut first period leaves of its instalment"]
    foots: Annotated[bool, "Whether the last one is rounded so that all add up to the fee"]
    deferral: Annotated[Deferral | None, "When instalments are held back; never if left out"] = None
    rounding: Annotated[Rounded, "How an instalment is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: DeliveryFee, now: Now) -> Iterator[Entry]:
    """Charge the period's instalment, and hold it back or pay what was held."""
    portion, findings = _portion(says, now)
    yield from findings
    none = now.step("no instalment is due", value=None)
    instalment = none if portion is None else _instalment(says, now, portion)
    if portion is not None and instalment.value is None:
        yield from unknown(now, instalment, Category.CHARGE)
    elif portion is not None:
        yield Keep("portion", portion)
        yield Keep("instalment", instalment)
        yield Post(instalment, Category.CHARGE, says.paid, says.rounding)
    if says.deferral is not None:
        yield from _deferred(says, says.deferral, now, instalment)


def _portion(says: DeliveryFee, now: Now) -> tuple[Step | None, list[Finding]]:
    """Give which part of an instalment the period has; None where none is due, or all have been."""
    first = says.first or now.versions.each[0][1].starts
    before = [step.number for _, step in now.kept("portion")]
    left = says.instalments - (sum(before, Fraction(0)) if says.rest is Rest.AFTER else len(before))
    if left <= 0 or now.period.last < first or not now.is_in_term:
        return None, []
    days = Period(max(first, now.period.start), now.period.end)
    whole = settled_period(now.agreement, now.period.start)
    step, findings = agreed_for(now, days, whole.days, now.agreement.part_months, lambda _: _ONE)
    if step is not None and step.number > left:
        step = now.step("what is left of one instalment", step, value=Value(Fraction(left)))
    return step, findings


def _instalment(says: DeliveryFee, now: Now, portion: Step) -> Step:
    """Give the amount of a period, rounded; the last one makes all of them foot, if that is agreed."""
    count = now.step("instalments", value=Value(Fraction(says.instalments), "count"))
    one = over(now, price_now(now, says.fee, None), count, "{0} in {1} instalments")
    before, paid = ([step for _, step in now.kept(name)] for name in ("portion", "instalment"))
    portions = plus(now, [*before, portion])
    done = portions.number if says.rest is Rest.AFTER else len(before) + 1
    if not says.foots or done < says.instalments or not paid or one.value is None:
        exact = one if portion.number == 1 else times(now, portion, one)
        return round_step(exact, says.rounding, now.clause)
    all_of_it = round_step(times(now, portions, one, "{0} instalments of {1}"), says.rounding, now.clause)
    return less(now, all_of_it, plus(now, paid), "{0}, less {1} charged before")


def _deferred(says: DeliveryFee, deferral: Deferral, now: Now, instalment: Step) -> Iterator[Entry]:
    """Hold back the period's instalment while the conditions hold, and pay all that is held once they do not."""
    held = held_before(now)
    if failed(now, deferral.while_):
        if held.number:
            freed = now.step("{0}, held until now", held, value=held.value)
            yield Post(freed, Category.HOLD, says.paid, None, "released")
        yield held_after(now, held, gone=held)
        return
    back = round_step(times(now, step_of(now, deferral.share), instalment), says.rounding, now.clause)
    if back.number:
        yield Post(minus(now, back, "held back: {0}"), Category.HOLD, says.paid, says.rounding, "deferred")
    yield held_after(now, held, added=back)
