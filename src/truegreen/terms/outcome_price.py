"""Outcome price: what is paid for outcomes that last, above those that would have come anyway.

Forms found in public schemes: a price for each sustained outcome, by payment group (UK Work Programme, Work and Health
Programme); payment only above a deadweight (National Audit Office, Payment by results, HC 86, 2015); a reduction that
is paid for each cohort that reaches one level, or else for all cohorts together where they reach a lower one
(Peterborough social impact bond). A cap is a clause of its own (``payment_cap``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, less, minus, plus, times
from truegreen.primitives.calendar import Per, ends_in
from truegreen.primitives.cohort import Pooled, cohort_of, none, pooled
from truegreen.primitives.deadband import Fractions, in_parts
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.gate import OnlyIf, behind, opened, unshown
from truegreen.primitives.minimum import Minimum, counting, is_reached, not_reached
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.price import cost_of, price_now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.state import total_kept
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sustained:
    """How long an outcome must last before it counts."""

    periods: Annotated[int, "Periods after which it counts"]
    lost: Annotated[Operand | None, "Outcomes of that time that did not last; leave out if what counts says so"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """What is given back for outcomes that were paid and turned round."""

    counted: Annotated[Operand, "How many; never more than were paid"]
    share: Annotated[Operand, "Share of the price that is given back, like 100 %"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Outcomes of one kind or group, and what one is worth."""

    counted: Annotated[Operand, "How many there were in the period"]
    price: Annotated[Operand, "Price of one"]
    minimum: Annotated[Minimum | None, "How many there must be, like those that come anyway: [12 %, starts]"] = None
    pooled: Annotated[Pooled | None, "What becomes of cohorts that do not reach it"] = None
    sustained: Annotated[Sustained | None, "How long they must last; leave out if what counts has lasted"] = None
    reversed: Annotated[Reversed | None, "What is given back; leave out if nothing"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePrice:
    """What is paid for outcomes."""

    groups: Annotated[Mapping[str, Outcomes], "Outcomes by kind or payment group; each is a line"]
    fractions: Annotated[Fractions, "How a part of an outcome counts"]
    rounding: Annotated[Rounded, "How each line is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    only_if: Annotated[OnlyIf, "Conditions that must hold; leave out if there are none"] = ()
    at: Span = NOWHERE


def settle(says: OutcomePrice, now: Now) -> Iterator[Entry]:
    """Take back each group's outcomes that turned round; pay those that count, and earlier cohorts' together."""
    gate = opened(now, says.only_if)
    yield from unshown(now, says.only_if)
    for name, group in says.groups.items():
        if group.reversed is not None:
            yield from _taken_back(says, now, name, group.reversed, group.price)
        if (found := _lasting(now, group)) is not None:
            yield from _paid(says, now, name, found, gate)


def _paid(says: OutcomePrice, now: Now, name: str, found: Step, gate: Step) -> Iterator[Entry]:
    """Pay a group's outcomes that count, and what earlier cohorts reached together with this one."""
    group = says.groups[name]
    counts = _counting(now, group.minimum, found)
    lines = {name: counts}
    if group.pooled is not None and counts.value is not None:
        cohort = cohort_of(now, group.pooled, found, is_paid=counts.number != 0)
        yield from (Keep(f"{each}-{name}", step) for each, step in cohort.items())
        if ends_in(now.agreement, now.period, group.pooled.per):
            lines[f"{name}.pooled"] = pooled(now, group.pooled, name, cohort)
    paid = [none(now)]
    for line, each in lines.items():
        units = behind(now, gate, in_parts(now, each, says.fractions))
        amount = cost_of(now, units, price_now(now, group.price, None))
        yield from posted(now, amount, Category.CHARGE, says.paid, says.rounding, line)
        paid += [units] if amount.value is not None else []
    yield Keep(f"paid-{name}", plus(now, paid, "outcomes paid"))


def _lasting(now: Now, group: Outcomes) -> Step | None:
    """Give the outcomes that may count now; None while none can have lasted long enough."""
    if group.sustained is None:
        return step_of(now, group.counted)
    then = now
    for _ in range(group.sustained.periods):
        then = then.before()
        if then.period.end <= now.versions.each[0][1].starts:
            return None
    found = step_of(then, group.counted)
    return found if group.sustained.lost is None else less(now, found, step_of(now, group.sustained.lost))


def _counting(now: Now, minimum: Minimum | None, found: Step) -> Step:
    """Give the outcomes that count: none below the minimum, and never fewer than none."""
    if minimum is None:
        return clamped(now, found, none(now))
    level = step_of(now, minimum.level)
    reached = is_reached(found, level, minimum)
    return counting(now, found, level, minimum) if reached else not_reached(now, found, level, minimum)


def _taken_back(says: OutcomePrice, now: Now, name: str, back: Reversed, price: Operand) -> Iterator[Entry]:
    """Take back outcomes that turned round, at the price that stands now; never more than were paid before."""
    paid, before = total_kept(now, f"paid-{name}", Per.TERM), total_kept(now, f"reversed-{name}", Per.TERM)
    turned = step_of(now, back.counted)
    if turned.value is None:
        return
    turned = clamped(now, turned, none(now), less(now, paid or none(now), before or none(now)))
    amount = times(now, step_of(now, back.share), cost_of(now, turned, price_now(now, price, None)))
    yield Keep(f"reversed-{name}", turned)
    if amount.value is not None and amount.value.number:
        yield Post(minus(now, amount), Category.CREDIT, says.paid, says.rounding, f"{name}.reversed")
