"""Backlog age: how old the cases are that are still open at a period's end.

Resolution times see only what was finished: a provider who leaves the hard cases lying looks quick, and only the
backlog tells. The mean is pulled by a few forgotten cases and the share older than a limit is not, so they can move
apart. Age is by the clock, from opened to the end of the period.
"""

from __future__ import annotations

from decimal import Decimal

from truegreen.metrics.define import Rows, Spread, Tally, variant

NAME, UNIT, BETTER = "backlog_age", "seconds", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _aged(backlog: Rows) -> Rows:
    return backlog.age_seconds >= 0


@variant(counted_on="period_on", grain="open case", population="all open cases", stop="end of the period")
def mean(backlog: Rows) -> Tally:
    """Mean age of the cases still open at the period's end."""
    return Tally(among=_aged(backlog), value=backlog.age_seconds)


@variant(counted_on="period_on", grain="open case", population="all open cases", stop="end of the period")
def median(backlog: Rows) -> Spread:
    """Age that half of the cases still open at the period's end stay within."""
    return Spread(among=_aged(backlog), value=backlog.age_seconds, share=Decimal("0.5"))


@variant(counted_on="period_on", grain="open case", population="all open cases", stop="end of the period", unit="share")
def older_than(backlog: Rows, *, days: int = 30) -> Tally:
    """Cases still open at the period's end that are more than {days} days old, of all still open."""
    return Tally(among=_aged(backlog), value=backlog.age_seconds > days * 86400)


@variant(
    counted_on="period_on", grain="open case", population="open cases raised by customers", stop="end of the period",
    unit="share",
)  # fmt: skip
def older_than_customer_raised(backlog: Rows, *, days: int = 30) -> Tally:
    """Cases customers raised that are more than {days} days old at the period's end, of theirs still open."""
    return Tally(among=_aged(backlog) & (backlog.raised_by == "customer"), value=backlog.age_seconds > days * 86400)
