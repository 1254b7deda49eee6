"""Runs of a clock measured inside an engine: seconds run and waited, target, and when it was used up.

steps ──▶ runs ──▶ segments with their calendar ──▶ working seconds of each ──▶ one row per run
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from truegreen.clocks.choices import seconds
from truegreen.clocks.due import due
from truegreen.clocks.elapsed import worked
from truegreen.clocks.lives import Rows
from truegreen.clocks.runs import segments, standing
from truegreen.model.clock import AsOf, CalendarBy, CalendarOf, Clock, From, Takes, TargetBy, ZoneOf

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

    stands = standing(clock, moments)
    runs = _runs(clock, stands, grids.recorded)
    parts = _timed(clock, segments(clock, stands), runs, grids)
    totals = parts.group_by("case_id", "run").aggregate(
        **{
            total: (parts.waits_for == what).ifelse(parts.seconds, 0).sum().cast("int64")
            for total, what in (("_ran", ""), ("customer_seconds", "customer"), ("other_seconds", "other"))
        }
    )
    totals = totals.rename(_case="case_id", _run="run")
    found = runs.left_join(totals, [runs.case_id == totals._case, runs.run == totals._run])
    whole = seconds(clock.whole) or 1
    ran = (found._ran - found._ran % whole).cast("int64")
    found = _with_due(found.mutate(elapsed_seconds=found.stopped_at.notnull().ifelse(ran, None)), parts, grids)
    ended = found.stopped_at.notnull()
    judged = ended & (found.state == "stopped") & found.target_seconds.notnull()
    actual = found.stopped_at.epoch_seconds() - found.started_at.epoch_seconds()
    return found.select(
        "case_id",
        clock=ibis.literal(name),
        number=found.run,
        state=found.state,
        team=found.team,
        priority=found.held_to,
        calendar=found.calendar,
        target_seconds=found.target_seconds,
        started_at=found.started_at,
        stopped_at=found.stopped_at,
        due_at=found.due_at,
        elapsed_seconds=found.elapsed_seconds,
        customer_seconds=ended.ifelse(found.customer_seconds, None),
        other_seconds=ended.ifelse(found.other_seconds, None),
        actual_seconds=ended.ifelse(actual.cast("int64"), None),
        on_time=judged.ifelse(found.elapsed_seconds <= found.target_seconds, None),
    )


def stretches(clock: Clock, moments: Rows, grids: Grids) -> Rows:
    """Give what ran and what stood still between the steps of each run, with its working seconds.

    Columns: case_id, run, place, team (whose turn it was), starts, ends, waits_for (empty while it ran, else customer
    or other), calendar and seconds, which is NULL while it goes on.
    """
    stands = standing(clock, moments)
    parts = _timed(clock, segments(clock, stands), _runs(clock, stands, grids.recorded), grids)
    return parts.drop("_before", "_until")


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


def _runs(clock: Clock, stands: Rows, recorded: tuple[str, ...]) -> Rows:
    """Give one row per run: how it started and ended, and what it is held to."""
    import ibis

    on = stands.filter(stands.on)
    ends = on.group_by("case_id", "run").aggregate(
        _first=on.place.min(), _final=on.place.max(), _open=on["last"].ifelse(1, 0).max()
    )
    ends = ends.mutate(_end=ends._final + 1 - ends._open).rename(_case="case_id", number="run")
    began = stands.inner_join(ends, [stands.case_id == ends._case, stands.place == ends._first])
    started = {name: began[name] for name in ("case_id", "number", "_end", "_open", "_first", "_final")}
    began = began.select(**started, started_at=began.at, _member_first=_member(clock, began))
    last = stands.select(
        _of="case_id", _at_place="place", _last_at="at", _ended="ended", _still="still",
        _calendar=calendar_of(clock, stands, recorded), _member_last=_member(clock, stands),
        _today=_today(clock, stands),
    )  # fmt: skip
    both = began.inner_join(last, [began.case_id == last._of, began._end == last._at_place])
    going = both._open == 1
    held_to = {AsOf.STARTED: both._member_first, AsOf.STOPPED: both._member_last, AsOf.LATEST: both._today}
    member = held_to[clock.target.as_of] if isinstance(clock.target, TargetBy) else ibis.null("string")
    found = both.select(
        "case_id", "started_at", "_end",
        run=both.number,
        stopped_at=going.ifelse(None, both._last_at),
        state=going.ifelse(both._still.ifelse("paused", "running"), both._ended),
        calendar=both._calendar,
        held_to=member,
        _final=both._final,
    )  # fmt: skip
    final = stands.select(_of="case_id", _at="place", team="team")
    joined = found.inner_join(final, [found.case_id == final._of, found._final == final._at])
    joined = joined.select(*found.columns, "team", target_seconds=_target(clock, joined.held_to))
    if clock.counts_from is From.OPENED:
        opened = stands.filter(stands.place == 1).select(_of="case_id", _opened="at")
        joined = joined.inner_join(opened, joined.case_id == opened._of)
        joined = joined.mutate(started_at=joined._opened).drop("_of", "_opened")
    return joined.filter(joined.run == 1) if clock.reopened == "ignored" else joined


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


def _timed(clock: Clock, parts: Rows, runs: Rows, grids: Grids) -> Rows:
    """Give segments with the calendar they are counted by, their working seconds, and what they waited for."""
    waits_for = parts.still.ifelse((parts.step == "waiting_on_customer").ifelse("customer", "other"), "")
    timed = parts.mutate(waits_for=waits_for, _own=calendar_of(clock, parts, grids.recorded))
    if isinstance(clock.calendar, CalendarBy) and clock.calendar.takes is Takes.LAST:
        last = runs.select(_of="case_id", _number="run", _last="calendar")
        timed = timed.inner_join(last, [timed.case_id == last._of, timed.run == last._number])
        timed = timed.mutate(_own=timed._last)
    timed = timed.select(
        "case_id", "run", "place", "team",
        starts=timed.at, ends=timed.next_at, waits_for=timed.waits_for, calendar=timed._own,
    )  # fmt: skip
    counted = worked(timed, grids.days, {"starts": "_before", "ends": "_until"})
    return counted.mutate(seconds=(counted._until - counted._before).cast("int64"))


def _with_due(found: Rows, parts: Rows, grids: Grids) -> Rows:
    """Add when the target was used up: in the segment that used it, or counted on from where the run ended."""
    import ibis

    ran = parts.filter(parts.waits_for == "")
    upto = ibis.window(preceding=None, following=0, group_by=["case_id", "run"], order_by=["place"])
    ran = ran.mutate(_used=ran.seconds.fill_null(0).sum().over(upto).cast("int64"))
    of = found.select(_of="case_id", _number="run", _target="target_seconds")
    both = ran.inner_join(of, [ran.case_id == of._of, ran.run == of._number])
    enough = both.seconds.isnull() | (both._used >= both._target)
    crossing = both.filter(both._target.notnull() & enough)
    first = crossing.group_by("case_id", "run").aggregate(_at=crossing.place.min())
    first = first.rename(_of_case="case_id", _of_run="run")
    where = crossing.inner_join(
        first,
        [crossing.case_id == first._of_case, crossing.run == first._of_run, crossing.place == first._at],
    )
    where = where.select(
        _in_case="case_id", _in_run="run", _from="starts", _by="calendar",
        _rest=where._target - where._used + where.seconds.fill_null(0),
    )  # fmt: skip
    final = parts.group_by("case_id", "run").aggregate(_place=parts.place.max())
    final = final.rename(_f_case="case_id", _f_run="run")
    ends = parts.inner_join(
        final, [parts.case_id == final._f_case, parts.run == final._f_run, parts.place == final._place]
    )
    ends = ends.select(_e_case="case_id", _e_run="run", _e_by="calendar")
    joined = found.left_join(where, [found.case_id == where._in_case, found.run == where._in_run])
    joined = joined.left_join(ends, [joined.case_id == ends._e_case, joined.run == ends._e_run])
    inside = joined._from.notnull()
    asked = joined.select(
        *found.columns,
        _start=inside.ifelse(joined._from, joined.stopped_at),
        _by=inside.ifelse(joined._by, joined._e_by),
        _rest=inside.ifelse(joined._rest, joined.target_seconds - joined._ran),
    )
    return due(asked.view(), grids.days, grids.cells, "_start", "_rest", "_by", "due_at").drop("_start", "_by", "_rest")


def named(clock: Clock) -> Any:
    """Give the names of the calendars that a clock's text names."""
    says = clock.calendar
    return {*says.each.values(), says.otherwise} - {""} if isinstance(says, CalendarBy) else {says} - {""}
