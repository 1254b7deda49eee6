"""Runs of a clock measured inside an engine: seconds run and waited, target, and when it was used up.

steps ──▶ runs ──▶ segments with their calendar ──▶ working seconds of each ──▶ one row per run
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.clocks.choices import seconds
from truegreen.clocks.due import due
from truegreen.clocks.elapsed import second, worked
from truegreen.clocks.lives import Rows, without
from truegreen.clocks.runs import segments, standing
from truegreen.model.clock import AsOf, CalendarBy, CalendarOf, Clock, Takes, TargetBy, ZoneOf

_MEMBERS: Final[Mapping[str, str]] = {CalendarOf.RECORD: "calendar"}


@dataclass(frozen=True, slots=True)
class Grids:
    """The tables of working time: days, and cells that lead back from working seconds to moments.

    Attributes:
        days, cells: as ``days.grids`` makes them.
        recorded: calendars among them that records keep themselves.
    """

    days: Rows
    cells: Rows
    recorded: tuple[str, ...] = ()


def measured(name: str, clock: Clock, moments: Rows, grids: Grids) -> Rows:
    """Give one row per run of a clock.

    Columns: case_id, clock, number, state, team, priority, calendar, target_seconds, started_at, stopped_at, due_at,
    elapsed_seconds, customer_seconds, other_seconds, actual_seconds, on_time. Seconds are by the clock's calendar, but
    for actual_seconds, which are around the clock from start to stop; all are NULL while it goes on.

    Args:
        name: the clock's name.
        clock: the clock.
        moments: every step of every case, as ``lives.moments`` gives it.
        grids: the tables of working time of all calendars that cases are worked by.
    """
    import ibis

    parts = _timed(clock, moments, grids).alias(f"parts of {name}")
    found = _with_due(_runs(clock, parts), parts, grids)
    ended = found.stopped_at.notnull()
    judged = (found.state == "stopped") & found.target_seconds.notnull()
    actual = second(found.stopped_at) - second(found.started_at)
    return found.select(
        "case_id", "state", "team", "calendar", "target_seconds", "started_at", "stopped_at", "due_at",
        clock=ibis.literal(name),
        number=found.run,
        priority=found.held_to,
        elapsed_seconds=ended.ifelse(found.ran, None),
        customer_seconds=ended.ifelse(found.waited_customer, None),
        other_seconds=ended.ifelse(found.waited_other, None),
        actual_seconds=ended.ifelse(actual, None),
        on_time=judged.ifelse(found.ran <= found.target_seconds, None),
    )  # fmt: skip


def stretches(clock: Clock, moments: Rows, grids: Grids) -> Rows:
    """Give what ran and what stood still between the steps of each run, with its working seconds.

    Columns: case_id, run, place, team (whose turn it was), starts, ends, waits_for (empty while it ran, else customer
    or other), calendar and seconds, which is NULL while it goes on.
    """
    return _timed(clock, moments, grids).select(
        "case_id", "run", "place", "team", "starts", "ends", "waits_for", "calendar", "seconds"
    )


def calendar_of(clock: Clock, rows: Rows, recorded: tuple[str, ...]) -> Rows:
    """Give the name of the calendar by which a case is worked, as it stands in some rows; empty for around the clock.

    Args:
        clock: the clock.
        rows: steps, or what was made of them.
        recorded: the calendars that records keep themselves, which count under their own names.
    """
    import ibis

    says = clock.calendar
    if isinstance(says, CalendarBy):
        member = rows[_MEMBERS.get(says.by, says.by)]
        own = (member.isin(recorded), member) if says.by is CalendarOf.RECORD and recorded else None
        each = [*((member == key, ibis.literal(value)) for key, value in says.each.items()), *([own] if own else [])]
        name = ibis.cases(*each, else_=says.otherwise) if each else ibis.literal(says.otherwise)
    else:
        name = ibis.literal(says)
    if clock.zone_of is ZoneOf.CUSTOMER:
        return (rows.zone.notnull() & (name != "")).ifelse(name + " in " + rows.zone, name)
    return name


def _timed(clock: Clock, moments: Rows, grids: Grids) -> Rows:
    """Give the segments of all runs with their working seconds, what they waited for, and what they say of the run."""
    by_step = isinstance(clock.calendar, CalendarBy)
    as_of = clock.target.as_of if isinstance(clock.target, TargetBy) else None
    own, member = calendar_of(clock, moments, grids.recorded), _member(clock, moments).fill_null("")
    known = moments.mutate(own=own, member=member, for_customer=moments.step == "waiting_on_customer")
    stands = standing(clock, known, ahead=["own"] * by_step + ["member"] * (as_of is AsOf.STOPPED))
    parts = segments(clock, stands.mutate(today=_today(clock, stands).fill_null("")))
    going = parts["last"]
    in_the_end = {
        name: going.ifelse(parts[name], parts[f"next_{name}"]) if f"next_{name}" in parts.columns else parts[name]
        for name in ("own", "member")
    }
    timed = parts.select(
        "case_id", "run", "place", "on", "team", "today", "own", "member",
        starts=parts.at,
        ends=parts.next_at,
        waits_for=parts.still.ifelse(parts.for_customer.ifelse("customer", "other"), ""),
        state=going.ifelse(parts.still.ifelse("paused", "running"), parts.ends_as.fill_null("")),
        turn=parts.team.fill_null(""),
        next_own=in_the_end["own"],
        next_member=in_the_end["member"],
    )  # fmt: skip
    last_for_all = isinstance(clock.calendar, CalendarBy) and clock.calendar.takes is Takes.LAST
    timed = _with_last(timed) if last_for_all else timed.rename(calendar="own")
    counted = worked(timed, grids.days, {"starts": "_before", "ends": "_until"})
    lasted = counted.mutate(seconds=(counted._until - counted._before).cast("int64"))
    return without(lasted, "_before", "_until")


def _with_last(parts: Rows) -> Rows:
    """Let the calendar of a run's end count for all of it."""
    last = parts.group_by(_of="case_id", _number="run").aggregate(calendar=_in_the_end(parts, "next_own"))
    joined = parts.inner_join(last, [parts.case_id == last._of, parts.run == last._number])
    return without(joined, "_of", "_number", "own")


def _in_the_end(parts: Rows, name: str) -> Rows:
    """Give what the last segment of each run says; texts are not NULL, since engines differ in what they make of it."""
    return parts[name].argmax(parts.place)


def _runs(clock: Clock, parts: Rows) -> Rows:
    """Give one row per run: how it started and ended, how long it ran and waited, and what it is held to."""
    says = clock.target
    as_of = says.as_of if isinstance(says, TargetBy) else AsOf.LATEST
    held_to = {
        AsOf.STARTED: parts.member.argmin(parts.place, where=parts.on),
        AsOf.STOPPED: _in_the_end(parts, "next_member"),
        AsOf.LATEST: parts.today.max(),
    }[as_of]
    by_step = isinstance(clock.calendar, CalendarBy)
    times = {
        name: (parts.waits_for == what).ifelse(parts.seconds, 0).sum().cast("int64")
        for name, what in (("_ran", ""), ("waited_customer", "customer"), ("waited_other", "other"))
    }
    found = parts.group_by("case_id", "run").aggregate(
        started_at=parts.starts.min(),
        _until=parts.ends.max(),
        state=_in_the_end(parts, "state"),
        _team=_in_the_end(parts, "turn"),
        calendar=_in_the_end(parts, "next_own") if by_step else parts.calendar.max(),
        _last_by=_in_the_end(parts, "calendar") if by_step else parts.calendar.max(),
        _held_to=held_to,
        **times,
    )
    going = found.state.isin(["running", "paused"])
    whole = seconds(clock.whole) or 1
    return found.mutate(
        team=found._team.nullif(""),
        stopped_at=going.ifelse(None, found._until),
        ran=(found._ran - found._ran % whole).cast("int64"),
        held_to=found._held_to.nullif(""),
        target_seconds=_target(clock, found._held_to),
    )


def _member(clock: Clock, rows: Rows) -> Rows:
    import ibis

    says = clock.target
    return rows[_MEMBERS.get(says.by, says.by)] if isinstance(says, TargetBy) else ibis.null("string")


def _today(clock: Clock, rows: Rows) -> Rows:
    """Give what decides the target as of today."""
    import ibis

    says = clock.target
    if not isinstance(says, TargetBy):
        return ibis.null("string")
    latest = _latest(rows, _MEMBERS.get(says.by, says.by))
    now = {CalendarOf.PRIORITY: "priority_now", CalendarOf.TEAM: "team_now"}.get(says.by)
    return rows[now].fill_null(latest) if now else latest


def _latest(rows: Rows, name: str) -> Rows:
    import ibis

    return rows["last"].ifelse(rows[name], None).max().over(ibis.window(group_by="case_id"))


def _target(clock: Clock, held_to: Rows) -> Rows:
    import ibis

    says = clock.target
    if not isinstance(says, TargetBy):
        found = seconds(says)
        return ibis.null("int64") if found is None else ibis.literal(found, "int64")
    otherwise = seconds(says.otherwise)
    each = [(held_to == member, ibis.literal(seconds(target), "int64")) for member, target in says.each.items()]
    return ibis.cases(*each, else_=ibis.null("int64") if otherwise is None else ibis.literal(otherwise, "int64"))


def _with_due(found: Rows, parts: Rows, grids: Grids) -> Rows:
    """Add when the target was used up: in the segment that used it, or counted on from where the run ended."""
    import ibis

    used_up = found.stopped_at.isnull() | (found._ran >= found.target_seconds)
    late = found.filter(found.target_seconds.notnull(), used_up)
    late = late.select(_of="case_id", _number="run", _target="target_seconds")
    ran = parts.inner_join(late, [parts.case_id == late._of, parts.run == late._number])
    ran = ran.filter(ran.waits_for == "")
    upto = ibis.window(rows=(None, 0), group_by=["case_id", "run"], order_by=["place"])
    ran = ran.mutate(_left=(ran._target - ran.seconds.fill_null(0).sum().over(upto)).cast("int64"))
    enough = ran.filter(ran.seconds.isnull() | (ran._left <= 0))
    inside = enough.group_by(_of="case_id", _number="run").aggregate(
        _from=enough.starts.argmin(enough.place),
        _by=enough.calendar.argmin(enough.place),
        _left=(enough._left + enough.seconds.fill_null(0)).argmin(enough.place),
    )
    both = found.left_join(inside, [found.case_id == inside._of, found.run == inside._number])
    within = both._from.notnull()
    asked = both.select(
        *found.columns,
        _start=within.ifelse(both._from, both.stopped_at),
        _by=within.ifelse(both._by, both._last_by),
        _rest=within.ifelse(both._left, both.target_seconds - both._ran),
    )
    return due(asked.view(), grids.days, grids.cells, "_start", "_rest", "_by", "due_at")
