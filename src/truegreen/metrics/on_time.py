"""On time: the share of cases finished by their target.

Half of all watermelons grow here: in the stop event (resolved or closed), in cases without a real target that count as
met, in work that the provider raised itself, and in counting each row of a log instead of each case. The newest period
flatters as well: a case finished early is known to be on time before its neighbours can be known to be late.
"""

from __future__ import annotations

from datetime import datetime

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "on_time", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _due(case: Rows, known_until: datetime, stopped: Rows) -> Rows:
    """Say whether a case can be judged: it has a target, and is finished or overdue."""
    return case.due_at.notnull() & (stopped.notnull() | (case.due_at < known_until))


@variant(counted_on="opened_on", grain="case", population="cases with a target", stop="resolved", pauses="none")
def by_target(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were resolved by it; open past it counts as late."""
    return Tally(
        among=_due(case, known_until, case.resolved_at),
        value=(case.resolved_at <= case.due_at).fill_null(False),
    )


@variant(counted_on="due_on", grain="case", population="cases with a target", stop="resolved", pauses="none")
def by_target_when_due(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were resolved by it, counted in the period in which they were due."""
    return Tally(
        among=_due(case, known_until, case.resolved_at),
        value=(case.resolved_at <= case.due_at).fill_null(False),
    )


@variant(
    counted_on="opened_on", grain="case", population="cases whose target has passed", stop="resolved", pauses="none"
)
def by_target_once_due(case: Rows, known_until: datetime) -> Tally:
    """Cases whose target has passed and that were resolved by it; a case finished early waits to be counted."""
    return Tally(among=case.due_at < known_until, value=(case.resolved_at <= case.due_at).fill_null(False))


@variant(counted_on="opened_on", grain="case", population="cases with a target", stop="closed", pauses="none")
def by_target_closed(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were closed, not just resolved, by it."""
    return Tally(
        among=_due(case, known_until, case.closed_at),
        value=(case.closed_at <= case.due_at).fill_null(False),
    )


@variant(
    counted_on="opened_on", grain="case", population="cases with a target", stop="resolved",
    pauses="waits for the customer",
)  # fmt: skip
def by_target_less_waits(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were resolved by it once waits are taken off; open past it counts as late."""
    late = seconds_between(case.due_at, case.resolved_at)
    return Tally(
        among=_due(case, known_until, case.resolved_at),
        value=(late <= case.waiting_seconds.fill_null(0)).fill_null(False),
    )


@variant(
    counted_on="opened_on", grain="case", population="cases with a target raised by customers", stop="resolved",
    pauses="none",
)  # fmt: skip
def by_target_customer_raised(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that customers raised themselves and that were resolved by it."""
    return Tally(
        among=_due(case, known_until, case.resolved_at) & (case.raised_by == "customer"),
        value=(case.resolved_at <= case.due_at).fill_null(False),
    )


@variant(
    counted_on="due_on", grain="case", population="cases with a target", stop="resolved, by day", pauses="none",
)  # fmt: skip
def by_day(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were resolved on or before the day they were due."""
    return Tally(
        among=_due(case, known_until, case.resolved_at),
        value=(case.resolved_on <= case.due_on).fill_null(False),
    )


@variant(
    counted_on="due_on", grain="case", population="cases with a target", stop="resolved, exactly on the day",
    pauses="none", too_good_from="0.98",
)  # fmt: skip
def exactly_on_day(case: Rows, known_until: datetime) -> Tally:
    """Cases with a target that were resolved exactly on the day they were due."""
    return Tally(
        among=_due(case, known_until, case.resolved_at),
        value=(case.resolved_on == case.due_on).fill_null(False),
    )


@variant(counted_on="opened_on", grain="case", population="all cases", stop="closed", pauses="as the source paused")
def reported(case: Rows) -> Tally:
    """Cases that the source itself calls on time, of all cases, with or without a target; silence counts as late."""
    return Tally(among=case.case_id.notnull(), value=case.on_target.fill_null(False))


@variant(
    counted_on="on", grain="event row", population="every row of the log", stop="none",
    pauses="as the source paused",
)  # fmt: skip
def reported_per_event(case_event: Rows) -> Tally:
    """Rows of the event log that the source calls on time: a case with many rows counts many times."""
    return Tally(among=case_event.on_target.notnull(), value=case_event.on_target.fill_null(False))


@variant(
    counted_on="on", grain="event row", population="rows that say resolved", stop="resolved",
    pauses="as the source paused",
)  # fmt: skip
def reported_at_resolved(case_event: Rows) -> Tally:
    """Rows of the event log that say resolved and that the source then called on time."""
    return Tally(
        among=(case_event.kind == "resolved") & case_event.on_target.notnull(),
        value=case_event.on_target.fill_null(False),
    )


def _ended(clock_run: Rows, clock: str, known_until: datetime) -> Rows:
    """Say whether a run can be judged: it has a target, and has stopped or is overdue."""
    late = (clock_run.state == "running") & (clock_run.due_at < known_until)
    own = (clock_run.clock == clock) & clock_run.target_seconds.notnull()
    return own & ((clock_run.state == "stopped") | late)


@variant(
    counted_on="started_on", grain="run of a clock", population="runs with a target", stop="as the clock says",
    pauses="as the clock says",
)  # fmt: skip
def by_clock(clock_run: Rows, known_until: datetime, *, clock: str) -> Tally:
    """Runs of the clock {clock} that kept their target; running past it counts as late, void runs do not count."""
    return Tally(among=_ended(clock_run, clock, known_until), value=clock_run.on_time.fill_null(False))


@variant(
    counted_on="stopped_on", grain="run of a clock", population="stopped runs with a target", stop="as the clock says",
    pauses="as the clock says",
)  # fmt: skip
def by_clock_when_stopped(clock_run: Rows, *, clock: str) -> Tally:
    """Runs of the clock {clock} that stopped and kept their target, counted in the period in which they stopped."""
    return Tally(among=(clock_run.clock == clock) & clock_run.on_time.notnull(), value=clock_run.on_time)


@variant(
    counted_on="started_on", grain="run of a clock", population="runs with a target", stop="as the clock says",
    pauses="none",
)  # fmt: skip
def by_clock_gross(clock_run: Rows, known_until: datetime, *, clock: str) -> Tally:
    """Runs of the clock {clock} that kept their target with every wait counted as the provider's time."""
    gross = clock_run.elapsed_seconds + clock_run.customer_seconds + clock_run.other_seconds
    among = _ended(clock_run, clock, known_until)
    return Tally(among=among, value=(gross <= clock_run.target_seconds).fill_null(False))


@variant(
    counted_on="started_on", grain="run of a clock", population="runs with a target", stop="as the clock says",
    pauses="waits for the customer",
)  # fmt: skip
def by_clock_less_customer_waits(clock_run: Rows, known_until: datetime, *, clock: str) -> Tally:
    """Runs of the clock {clock} that kept their target with only waits for the customer taken off."""
    net = clock_run.elapsed_seconds + clock_run.other_seconds
    among = _ended(clock_run, clock, known_until)
    return Tally(among=among, value=(net <= clock_run.target_seconds).fill_null(False))


@variant(
    counted_on="started_on", grain="run of a clock", population="runs with a target", stop="as the clock says",
    pauses="none, nights and weekends count",
)  # fmt: skip
def by_clock_around_the_clock(clock_run: Rows, known_until: datetime, *, clock: str) -> Tally:
    """Runs of the clock {clock} that kept their target if every hour from start to stop counts."""
    among = _ended(clock_run, clock, known_until)
    return Tally(among=among, value=(clock_run.actual_seconds <= clock_run.target_seconds).fill_null(False))
