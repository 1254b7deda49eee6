"""Utilization: the share of paid or scheduled time in which people are ready or working.

It says nothing about whether there was work to do: that is occupancy. Paid time holds leave and sickness and scheduled
time does not, so the two differ by what the provider's own planning takes off.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "utilization", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _productive_of(staffing: Rows, whole: Rows) -> Quotient:
    known = staffing.productive_seconds.notnull() & whole.notnull()
    return Quotient(total=Tally(known, staffing.productive_seconds), count=Tally(known, whole))


@variant(counted_on="month", grain="second", population="all people", denominator="time paid")
def of_paid(staffing: Rows) -> Quotient:
    """Seconds ready or working, of the seconds paid."""
    return _productive_of(staffing, staffing.paid_seconds)


@variant(counted_on="month", grain="second", population="all people", denominator="time scheduled")
def of_scheduled(staffing: Rows) -> Quotient:
    """Seconds ready or working, of the seconds scheduled."""
    return _productive_of(staffing, staffing.scheduled_seconds)
