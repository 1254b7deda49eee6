"""Delay damages: what each day or week of delay costs, without proof of loss.

EU framework contracts take 0.3 × V/d for each calendar day, V being the price of the purchase and d its duration in
days (markettransfer.info/clause/delay-in-delivery); UK delay payments are an amount a day; others a share a week.
Grace and started weeks count on all days that are gathered, so that a delay over two months is not treated twice.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import minus, over, times
from truegreen.primitives.calendar import Per
from truegreen.primitives.days import Days, days_after, unknown_calendar
from truegreen.primitives.deadband import Deadband, Fractions, past_deadband, whole_units
from truegreen.primitives.entry import Entry, Keep
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.seen import seen
from truegreen.primitives.state import total_kept
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Unit(StrEnum):
    """What the damages are for."""

    DAY = "day"
    WEEK = "week"


class Owes(StrEnum):
    """Who is late."""

    PROVIDER = "provider"
    CLIENT = "client"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery with its day; until it is reported as done, every day after it is a day late."""

    due: Annotated[date, "Day by which it must be done"]
    figure: Annotated[
        str, "Figure given in the month in which it is done; the day on which it was reported is that day"
    ]
    counted: Annotated[Days, "Which days count as late"]
    calendar: Annotated[str, "Calendar of the business days; Monday to Friday if left out"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A time from a day to a day; both count, and so does a leap day between them."""

    from_: Annotated[date, "First day"]
    to: Annotated[date, "Last day"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayDamages:
    """What each day or week of delay costs."""

    owed_by: Annotated[Owes, "Who is late: provider or client"]
    late: Annotated[Operand | None, "Days late in the period, as they are reported; or delivery"] = None
    delivery: Annotated[Delivery | None, "Or else: the delivery whose days late are counted here"] = None
    each: Annotated[Unit, "What the amount or rate is for: day or week"]
    fractions: Annotated[Fractions, "How a part of a week counts"]
    amount: Annotated[Operand | None, "Amount for each; or rate and value"] = None
    rate: Annotated[Operand | None, "Or else: share or multiple of the value for each, like 0.5 % or 0.3"] = None
    value: Annotated[Operand | None, "Price of what is late"] = None
    duration: Annotated[Operand | None, "Days that the value is divided by; or lasting"] = None
    lasting: Annotated[Lasting | None, "Or else: first and last day of the time whose days it is divided by"] = None
    grace: Annotated[Deadband, "Days late that cost nothing"]
    gathered: Annotated[Per, "How long days late are gathered, for grace and parts of weeks"]
    cap: Annotated[Cap | None, "The most it may come to; a share is one of the value"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: DelayDamages, now: Now) -> Iterator[Entry]:
    """Charge the days or weeks that this period adds to the delay."""
    is_provider = says.owed_by is Owes.PROVIDER
    late = yield from _late(says, now)
    if late.value is not None:
        yield Keep("late", late)
    units = _units(says, now, late)
    value = step_of(now, says.value, "money") if says.value is not None else None
    wanted = at_once(times(now, units, _each(says, now, value), "{0} × {1}"), says.rounding, now.clause)
    owed, keeps = limited(now, says.cap, wanted, value, says.rounding)
    yield from keeps
    category = Category.CREDIT if is_provider else Category.ADJUSTMENT
    yield from posted(now, minus(now, owed) if is_provider else owed, category, says.paid, says.rounding)


def _late(says: DelayDamages, now: Now) -> Generator[Entry, None, Step]:
    """Give the days late in the period, as they are reported or counted."""
    if says.delivery is None:
        return now.step("days late", value=None) if says.late is None else step_of(now, says.late, "days")
    yield from unknown_calendar(now.agreement, says.delivery.calendar, says.at)
    return (yield from _days_late(says.delivery, now))


def _days_late(says: Delivery, now: Now) -> Generator[Entry, None, Step]:
    """Count the days of this period on which the delivery was late."""
    done = seen(now, says.figure, now.period)
    last = now.period.last
    if done.given is not None:
        last = min(last, done.reported or last)
        yield Keep("done", now.step(f"{says.figure} by {last}", value=Value(Fraction(1), "count")))
    first = max(says.due, now.period.start - timedelta(days=1))
    is_over = now.last_kept("done") is not None or last <= first
    calendar = now.agreement.calendars.get(says.calendar)
    days = 0 if is_over else days_after(first, last, says.counted, calendar)
    words = f"{says.counted} after {first} up to {last}" if days else f"not late in {now.period}"
    return now.step(words, value=Value(Fraction(days), "days"), at=says.at)


def _units(says: DelayDamages, now: Now, late: Step) -> Step:
    """Give the days or weeks that count, of all that are gathered, less those that counted before."""
    if late.value is None:
        return late
    before = total_kept(now, "late", says.gathered)
    width = step_of(now, says.grace.width, "days")
    is_business = says.delivery is not None and says.delivery.counted is Days.BUSINESS
    length = 1 if says.each is Unit.DAY else 5 if is_business else 7

    def counted(days: Fraction) -> Fraction:
        past = past_deadband(days, width.number, says.grace.beyond, says.grace.edge)
        return whole_units(past / length, says.fractions)

    earlier = before.number if before is not None else Fraction(0)
    units = counted(earlier + late.number) - counted(earlier)
    words = f"{says.each}s that count of {{0}} late"
    if before is not None and earlier:
        return now.step(words + ", after {1} before", late, before, value=Value(units, "count"))
    return now.step(words, late, value=Value(units, "count"))


def _each(says: DelayDamages, now: Now, value: Step | None) -> Step:
    """Give what one day or week costs."""
    if says.amount is not None:
        return step_of(now, says.amount, "money")
    if says.rate is None or value is None:
        return now.step("an amount, or a rate and a value", value=None)
    owed, duration = times(now, step_of(now, says.rate), value, "{0} × {1}"), _duration(says, now)
    return owed if duration is None else over(now, owed, duration)


def _duration(says: DelayDamages, now: Now) -> Step | None:
    """Give the days that the value is divided by; None where it is not."""
    lasting = says.lasting
    if lasting is None:
        return None if says.duration is None else step_of(now, says.duration, "days")
    days = Value(Fraction((lasting.to - lasting.from_).days + 1), "days")
    return now.step(f"days from {lasting.from_} to {lasting.to}", value=days, at=lasting.at)
