"""What a clock's text means for one case: whether a condition holds, by which calendar it runs, what its target is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from truegreen.clocks.life import Life, Moment
from truegreen.model.clock import AsOf, CalendarBy, CalendarOf, Clock, TargetBy, When, ZoneOf
from truegreen.units.calendar import is_zone
from truegreen.units.quantity import Quantity


def holds(conditions: Sequence[str | When], moment: Moment) -> bool:
    """Say whether any of some conditions holds of how a case stands."""
    return any(_holds(each, moment) for each in conditions)


def _holds(condition: str | When, moment: Moment) -> bool:
    steps = (moment.kind, moment.step)
    if not isinstance(condition, When):
        return condition in steps
    asked = (
        (condition.step, steps),
        (condition.state, (moment.state,)),
        (condition.priority, (moment.priority,)),
        (condition.team, (moment.team,)),
    )
    return all(not words or any(held in words for held in stands if held) for words, stands in asked)


def calendar_at(clock: Clock, life: Life, moment: Moment, recorded: Collection[str]) -> str:
    """Name the calendar that a case is worked by at a moment; empty for around the clock.

    Args:
        clock: the clock.
        life: the case.
        moment: the moment.
        recorded: the calendars that records keep themselves, which count under their own names.
    """
    says = clock.calendar
    name = _member_of(says, life, moment, recorded) if isinstance(says, CalendarBy) else says
    zone = str(life.case.get("zone") or "")
    return f"{name} in {zone}" if name and clock.zone_of is ZoneOf.CUSTOMER and is_zone(zone) else name


def _member_of(says: CalendarBy, life: Life, moment: Moment, recorded: Collection[str]) -> str:
    member = life.member(says.by, moment) or ""
    own = member in recorded and says.by is CalendarOf.RECORD
    return says.each.get(member, member if own else says.otherwise)


def target_of(clock: Clock, life: Life, first: Moment, last: Moment) -> tuple[int | None, str | None]:
    """Give the seconds that a run may take, and the priority (or what else decides) that says so.

    Args:
        clock: the clock.
        life: the case.
        first: the moment at which the run started.
        last: the one at which it stopped, or the latest.
    """
    says = clock.target
    if not isinstance(says, TargetBy):
        return seconds(says), None
    moment = {AsOf.STARTED: first, AsOf.STOPPED: last, AsOf.LATEST: life.moments[-1]}[says.as_of]
    member = life.member(says.by, moment)
    if says.as_of is AsOf.LATEST and life.case.get(says.by) is not None:
        member = str(life.case[says.by])
    return seconds(says.each.get(member or "", says.otherwise)), member


def seconds(written: Quantity | None) -> int | None:
    """Give whole seconds of a written time."""
    return None if written is None else int(written.in_unit("seconds"))
