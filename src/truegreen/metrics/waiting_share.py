"""Waiting share: how much of the time to resolution was put down to waiting for the customer.

Where waits stop the clock and the provider declares them, every late case can be made on time. A share that rises just
before targets, or differs between teams with the same work, is worth an audit. Time is by the clock; a wait longer
than its case counts as the whole case.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "waiting_share", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


def _known(case: Rows) -> Rows:
    return (case.resolved_at >= case.opened_at) & (case.waiting_seconds >= 0)


@variant(
    counted_on="resolved_on", grain="second", population="resolved cases with known waits", stop="resolved",
    pauses="waits for the customer", denominator="time to resolution",
)  # fmt: skip
def of_time(case: Rows) -> Quotient:
    """Seconds of waiting for the customer, of the seconds from opened to resolved."""
    elapsed = seconds_between(case.opened_at, case.resolved_at)
    waited = (case.waiting_seconds < elapsed).ifelse(case.waiting_seconds, elapsed)
    return Quotient(total=Tally(among=_known(case), value=waited), count=Tally(among=_known(case), value=elapsed))


@variant(
    counted_on="resolved_on", grain="case", population="resolved cases with known waits", stop="resolved",
    pauses="waits for the customer", denominator="resolved",
)  # fmt: skip
def of_resolved(case: Rows) -> Tally:
    """Resolved cases that waited for the customer at all, of all resolved whose waits are known."""
    return Tally(among=_known(case), value=case.waiting_seconds > 0)


@variant(
    counted_on="resolved_on", grain="case", population="cases resolved late, with known waits", stop="resolved",
    pauses="waits for the customer", denominator="resolved after their target",
)  # fmt: skip
def excused_by_waits(case: Rows) -> Tally:
    """Cases resolved after their target that are on time only once waits are taken off, of all resolved after it."""
    late = seconds_between(case.due_at, case.resolved_at)
    return Tally(among=_known(case) & (case.resolved_at > case.due_at), value=case.waiting_seconds >= late)


@variant(
    counted_on="stopped_on", grain="second", population="stopped runs of a clock", stop="as the clock says",
    pauses="all waits", denominator="time from start to stop, by its calendar",
)  # fmt: skip
def by_clock(clock_run: Rows, *, clock: str) -> Quotient:
    """Seconds that the clock {clock} stood still, of all seconds from its start to its stop by its calendar."""
    among = (clock_run.clock == clock) & (clock_run.state == "stopped")
    still = clock_run.customer_seconds + clock_run.other_seconds
    return Quotient(
        total=Tally(among=among, value=still), count=Tally(among=among, value=still + clock_run.elapsed_seconds)
    )
