"""Reporting default: what follows when a number is not reported in time. Unmeasured is not met.

Source: Gap and IBM (2009), where a level without a measuring tool is deemed to have missed its floor until there is
one. The clause belongs before those that take the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.primitives.arithmetic import times
from truegreen.primitives.base import Base, money_of, part_of
from truegreen.primitives.days import Within, is_within, unknown_calendar
from truegreen.primitives.entry import Entry, Keep, Set
from truegreen.primitives.limit import Cap
from truegreen.primitives.measure import judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import credited
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.seen import seen, unit_of
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Deemed(StrEnum):
    """What a measure counts as that was not reported in time."""

    MISSED = "missed"
    BELOW_MINIMUM = "below minimum"
    AS_REPORTED = "as reported, if at all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDefault:
    """What follows when a number is not reported in time."""

    reports: Annotated[tuple[str, ...], "Measures and figures that must be reported"]
    within: Annotated[Within, "Days after the end of what they are for"]
    counts_as: Annotated[Deemed, "What a measure counts as that is late or missing"]
    reading: Annotated[Operand | None, "Or else: the value it is deemed to have"] = None
    credit: Annotated[Operand | None, "Credit for each that is late or missing: a share of the base, or an amount"] = (
        None
    )
    base: Annotated[Base | None, "Money that a share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that a share is taken of"] = None
    cap: Annotated[Cap | None, "The most that the credit may come to"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: ReportingDefault, now: Now) -> Iterator[Entry]:
    """Deem what is late or missing missed, and credit it."""
    yield from unknown_calendar(now.agreement, says.within.calendar, says.within.at)
    late = [(name, window, why) for name in says.reports for window in _windows(now, name)
            if (why := _late(says, now, name, window))]  # fmt: skip
    for name, window, why in late:
        if says.reading is not None:
            value = step_of(now, says.reading, unit_of(now, name))
            yield Set(f"reading {name} {window}", now.step(f"{why}; deemed to be {{0}}", value, value=value.value))
        elif says.counts_as is not Deemed.AS_REPORTED and name in now.agreement.measures:
            yield Set(f"{says.counts_as} {name} {window}", now.step(f"{why}; deemed {says.counts_as}", value=None))
    words = "; ".join(why for _, _, why in late) or "every report came in time"
    count = now.step(words, value=Value(Fraction(len(late)), "count"))
    yield Keep("late", count)
    if says.credit is None or not late:
        return
    base = money_of(now, says.base, says.of)
    credit = part_of(now, step_of(now, says.credit, "share"), base)
    wanted = times(now, count, credit, "{0} late or missing × {1}")
    yield from credited(now, wanted, says.cap, base, says.rounding, says.paid)


def _windows(now: Now, name: str) -> list[Period]:
    """Give what should have been reported: the windows of a measure that end in this period, or the period itself."""
    if name in now.agreement.measures:
        return [each.period for each in judgements(now, name)]
    return [now.period] if now.is_in_term else []


def _late(says: ReportingDefault, now: Now, name: str, window: Period) -> str:
    """Say what was not reported in time; nothing if it was, or if the day is not known."""
    found = seen(now, name, window)
    if found.step.value is None and found.reported is None and not (found.given and found.given.text):
        return f"{name} of {window} was not reported"
    if found.reported is None or is_within(now.agreement, window.last, found.reported, says.within):
        return ""
    allowed = f"with {says.within.days} {says.within.counted} allowed"
    return f"{name} of {window} was reported only on {found.reported}, {allowed}"
