"""Backlog overdue: the share of the cases still open at a period's end that are past their target.

Where a late case costs the same however late it is, the sensible thing for a provider is to leave it and save the next
one: on-time figures hold and the overdue pile grows. Cases without a target cannot be overdue; counting them makes the
pile look small.
"""

from __future__ import annotations

from datetime import timedelta

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "backlog_overdue", "share", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


@variant(
    counted_on="period_on", grain="open case", population="open cases with a target", stop="end of the period",
    denominator="open with a target",
)  # fmt: skip
def of_targeted(backlog: Rows) -> Tally:
    """Cases still open at the period's end and past their target, of those open that have one."""
    return Tally(among=backlog.due_at.notnull(), value=backlog.due_on <= backlog.period_on)


@variant(
    counted_on="period_on", grain="open case", population="all open cases", stop="end of the period",
    denominator="open",
)  # fmt: skip
def of_open(backlog: Rows) -> Tally:
    """Cases still open at the period's end and past their target, of all open, with or without one."""
    return Tally(among=backlog.case_id.notnull(), value=backlog.due_on <= backlog.period_on)


@variant(
    counted_on="period_on", grain="open case", population="open cases with a target", stop="end of the period",
    denominator="open with a target",
)  # fmt: skip
def by_days(backlog: Rows, *, days: int = 7) -> Tally:
    """Cases open at the period's end and more than {days} days past their target, of those open that have one."""
    return Tally(among=backlog.due_at.notnull(), value=backlog.due_on + timedelta(days=days) <= backlog.period_on)
