"""Shrinkage: the share of paid time in which people are not there for the work.

Leave, sickness, training, meetings and breaks: who pays for which is a clause, so say which time is divided by which.
What is lost before the schedule is made (leave) and after it (lateness, meetings) have different owners.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "shrinkage", "share", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _lost(whole: Rows, left: Rows) -> Quotient:
    known = whole.notnull() & left.notnull()
    return Quotient(total=Tally(known, whole - left), count=Tally(known, whole))


@variant(counted_on="month", grain="second", population="all people", stop="working", denominator="time paid")
def of_paid(staffing: Rows) -> Quotient:
    """Seconds paid in which people were neither ready nor working, of the seconds paid."""
    return _lost(staffing.paid_seconds, staffing.productive_seconds)


@variant(counted_on="month", grain="second", population="all people", stop="working", denominator="time scheduled")
def of_scheduled(staffing: Rows) -> Quotient:
    """Seconds scheduled in which people were neither ready nor working, of the seconds scheduled."""
    return _lost(staffing.scheduled_seconds, staffing.productive_seconds)


@variant(counted_on="month", grain="second", population="all people", stop="scheduled", denominator="time paid")
def before_schedule(staffing: Rows) -> Quotient:
    """Seconds paid that were never scheduled, of the seconds paid."""
    return _lost(staffing.paid_seconds, staffing.scheduled_seconds)
