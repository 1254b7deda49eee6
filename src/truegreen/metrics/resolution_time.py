"""Resolution time: how long cases take from being opened to being done.

Only cases that are done have a time: counted by the day they were opened, the newest period holds the quick ones only
and looks good until the slow ones arrive. “Resolved” is when the provider says so, “closed” when nobody objected.
Waits that the provider may declare itself are the easiest place to lose hours. All times are by the clock, nights and
weekends included; a case resolved before it was opened is a fault of the records and is not counted.
"""

from __future__ import annotations

from decimal import Decimal

from truegreen.metrics.define import Rows, Spread, Tally, seconds_between, variant

NAME, UNIT, BETTER = "resolution_time", "seconds", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _mean_until(case: Rows, stopped: Rows) -> Tally:
    return Tally(among=stopped >= case.opened_at, value=seconds_between(case.opened_at, stopped))


def _within(case: Rows, share: str) -> Spread:
    return Spread(
        among=case.resolved_at >= case.opened_at,
        value=seconds_between(case.opened_at, case.resolved_at),
        share=Decimal(share),
    )


@variant(counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved", pauses="none")
def mean(case: Rows) -> Tally:
    """Mean time from opened to resolved, over cases resolved in the period."""
    return _mean_until(case, case.resolved_at)


@variant(counted_on="opened_on", grain="case", population="resolved cases", stop="resolved", pauses="none")
def mean_when_opened(case: Rows) -> Tally:
    """Mean time from opened to resolved, over cases opened in the period and resolved so far."""
    return _mean_until(case, case.resolved_at)


@variant(counted_on="closed_on", grain="case", population="closed cases", stop="closed", pauses="none")
def mean_to_closed(case: Rows) -> Tally:
    """Mean time from opened to closed, over cases closed in the period."""
    return _mean_until(case, case.closed_at)


@variant(
    counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved",
    pauses="waits for the customer",
)  # fmt: skip
def mean_less_waits(case: Rows) -> Tally:
    """Mean time from opened to resolved less the recorded waits for the customer; never below nothing."""
    elapsed = seconds_between(case.opened_at, case.resolved_at) - case.waiting_seconds.fill_null(0)
    return Tally(among=case.resolved_at >= case.opened_at, value=(elapsed > 0).ifelse(elapsed, 0))


@variant(counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved", pauses="none")
def median(case: Rows) -> Spread:
    """Time from opened within which half of the cases resolved in the period were resolved."""
    return _within(case, "0.5")


@variant(counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved", pauses="none")
def p90(case: Rows) -> Spread:
    """Time from opened within which nine in ten of the cases resolved in the period were resolved."""
    return _within(case, "0.9")


@variant(
    counted_on="stopped_on", grain="run of a clock", population="stopped runs", stop="as the clock says",
    pauses="as the clock says",
)  # fmt: skip
def mean_by_clock(clock_run: Rows, *, clock: str) -> Tally:
    """Mean time that runs of the clock {clock} took, over those stopped in the period."""
    among = (clock_run.clock == clock) & (clock_run.state == "stopped")
    return Tally(among=among, value=clock_run.elapsed_seconds)


@variant(
    counted_on="stopped_on", grain="run of a clock", population="stopped runs", stop="as the clock says",
    pauses="none, nights and weekends count",
)  # fmt: skip
def mean_by_clock_around_the_clock(clock_run: Rows, *, clock: str) -> Tally:
    """Mean time from start to stop of runs of the clock {clock}, every hour counted, stopped in the period."""
    among = (clock_run.clock == clock) & (clock_run.state == "stopped")
    return Tally(among=among, value=clock_run.actual_seconds)
