"""P8, pooled: a second chance for cohorts that reached nothing alone, where all together reach a level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, plus
from truegreen.primitives.calendar import Per
from truegreen.primitives.minimum import Minimum, counting, is_reached, not_reached
from truegreen.primitives.now import Now
from truegreen.primitives.operand import step_of
from truegreen.primitives.state import total_kept
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A second chance: cohorts that reached nothing alone are paid where all together reach a level."""

    minimum: Annotated[Minimum, "What each adds to the level that all together must reach"]
    per: Annotated[Per, "Over which cohorts; it is settled in the last period"]
    with_paid: Annotated[bool, "Whether cohorts that were paid alone count among them"]
    at: Span = NOWHERE


def cohort_of(now: Now, pool: Pooled, found: Step, *, is_paid: bool) -> dict[str, Step]:
    """Give what a cohort adds to the pool: its outcomes, the level it must help to reach, and what is yet unpaid."""
    level = step_of(now, pool.minimum.level)
    is_in = pool.with_paid or not is_paid
    return {
        "pool": found if is_in else none(now),
        "level": level if is_in else none(now),
        "open": none(now) if is_paid else found,
    }


def pooled(now: Now, pool: Pooled, name: str, cohort: Mapping[str, Step]) -> Step:
    """Give what counts of all cohorts together and was not paid alone."""
    sums = {}
    for each, step in cohort.items():
        earlier = total_kept(now, f"{each}-{name}", pool.per)
        sums[each] = step if earlier is None else plus(now, [earlier, step], "{0} of earlier cohorts and {1}")
    if not is_reached(sums["pool"], sums["level"], pool.minimum):
        return not_reached(now, sums["pool"], sums["level"], pool.minimum)
    return clamped(now, counting(now, sums["pool"], sums["level"], pool.minimum), none(now), sums["open"])


def none(now: Now) -> Step:
    """Say that there are no outcomes."""
    return now.step("none", value=Value(Fraction(0), "count"))
