"""Two-way incentive: a reward above a level and a penalty below it, by a curve over one measure.

The regimes nearest to experience levels pay so: Ofwat's C-MeX between +6 % and -12 % of residential retail revenue by a
company's score among its peers, with a higher reward only for those that pass further tests; Ofgem's customer
satisfaction incentive in RIIO-ED1. Scores of peers are given as figures, since a settlement cannot know them; pay that
depends on others is no incentive where the others can be hurt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, plus, times
from truegreen.primitives.base import Base, money_of, part_of, when_measured
from truegreen.primitives.entry import Entry
from truegreen.primitives.gate import OnlyIf, is_open, opened
from truegreen.primitives.measure import judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Level, Operand, Point, read_off, step_at, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The part of a reward that asks for more than the measure."""

    above: Annotated[Operand, "Share of the base from which on more is asked"]
    only_if: Annotated[OnlyIf, "Conditions for what lies above it"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayIncentive:
    """A reward or a penalty, by a curve over one measure."""

    measure: Annotated[str, "Measure that is rewarded"]
    points: Annotated[
        tuple[Point, ...], "Points of the curve, joined by lines and level beyond its ends; or steps"
    ] = ()
    steps: Annotated[tuple[Level, ...], "Or else: what holds from each level on, and nothing before the first"] = ()
    base: Annotated[Base | None, "Money that the share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that the share is taken of, like a year's revenue"] = None
    top: Annotated[Top | None, "What the highest reward asks besides"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: TwoWayIncentive, now: Now) -> Iterator[Entry]:
    """Pay or take the share of the base that the curve gives for each window of the measure that ends now."""
    then, paid = when_measured(now, says.base, says.paid)
    said, base = then.worded(says), money_of(now, says.base, says.of)
    if said is None:
        return  # The clause did not stand yet in the period that is judged.
    shares = [_share(said, then, judged.step) for judged in judgements(then, said.measure)]
    if not shares:
        return
    amount = plus(now, [part_of(now, each, base) for each in shares])
    category = Category.CREDIT if amount.number < 0 else Category.ADJUSTMENT
    yield from posted(now, amount, category, paid, says.rounding)


def _share(says: TwoWayIncentive, then: Now, level: Step) -> Step:
    """Give what the curve gives at a level, without the top of it where more is asked and not shown."""
    share = read_off(then, level, says.points, "share") if says.points else step_at(then, level, says.steps, "share")
    if says.top is None or share.value is None:
        return share
    above = step_of(then, says.top.above, share.value.unit)
    if above.value is not None and share.value.number <= above.value.number:
        return share
    gate = opened(then, says.top.only_if)
    if is_open(gate) and above.value is not None:
        return share
    more = times(then, gate, less(then, share, above), "{0} of {1}")
    return plus(then, [above, more], "{0}, and what the conditions leave of the rest: {1}") if more.value else more
