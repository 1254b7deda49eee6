"""Bonus: what the client pays for doing better than agreed.

It should pay above the target, never for reaching a minimum, and only while the other measures hold (US General
Services Administration, rules for contact-centre managers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import plus
from truegreen.primitives.base import Base, money_of, part_of, when_measured
from truegreen.primitives.deadband import Deadband
from truegreen.primitives.entry import Entry
from truegreen.primitives.gate import OnlyIf, behind, opened, unshown
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.measure import Judged, judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, value_of
from truegreen.primitives.per_point import PerPoint, for_points, points_apart
from truegreen.primitives.posting import posted
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.state import forgotten
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """What the client pays for doing better than agreed."""

    measure: Annotated[str, "Measure that must be beaten"]
    better_than: Annotated[Quantity, "Level that must be beaten; reaching it exactly pays nothing"]
    only_if: Annotated[OnlyIf, "Measures that must be met, or conditions that must hold, in the same period"]
    per_point: Annotated[PerPoint, "Bonus for each point beyond the level"]
    deadband: Annotated[Deadband, "Lead without a bonus"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    base: Annotated[Base | None, "Money that the share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that the share is taken of, like a bonus pool"] = None
    cap: Annotated[Cap | None, "The most it may come to"] = None
    at: Span = NOWHERE


def settle(says: Bonus, now: Now) -> Iterator[Entry]:
    """Pay the share of the base that the lead over the level gives, where the conditions hold, within the cap."""
    then, paid = when_measured(now, says.base, says.paid)
    said, base = then.worded(says), money_of(now, says.base, says.of)
    if said is None:
        return  # The clause did not stand yet in the period that is judged.
    all_judged = judgements(then, said.measure)
    for judged in all_judged:
        yield from forgotten(then, judged, "no better than agreed")
    leads = [lead for judged in all_judged if (lead := _lead(said, then, judged)) is not None]
    if not leads:
        return
    gate = opened(then, said.only_if)
    yield from unshown(then, said.only_if)
    wanted = behind(now, gate, plus(now, [part_of(now, each, base) for each in leads]))
    bonus, keeps = limited(now, says.cap, at_once(wanted, says.rounding, now.clause), base, says.rounding)
    yield from keeps
    yield from posted(now, bonus, Category.ADJUSTMENT, paid, says.rounding)


def _lead(says: Bonus, then: Now, judged: Judged) -> Step | None:
    """Give the share of the base for a lead over the level; None where there is none that counts."""
    unit = judged.step.value.unit if judged.step.value else ""
    level = then.step("as agreed", value=value_of(says.better_than, unit), at=says.better_than.at)
    points = points_apart(then, judged, level, says.deadband, better=True)
    return None if points is None else for_points(then, points, says.per_point)
