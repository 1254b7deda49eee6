"""Reopen rate: the share of cases that had to be opened again after they were called resolved.

Cases can only be reopened where the system lets customers do so: where it makes them open a new one, this figure is
spotless and repeat contact is the one to read. A case resolved yesterday has had no time to come back, so the last
period flatters unless a window is set. Cases whose source does not count reopenings are left out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "reopen_rate", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved")
def of_resolved(case: Rows) -> Tally:
    """Resolved cases that were reopened at least once, of all resolved."""
    return Tally(among=case.resolved_at.notnull() & case.reopened.notnull(), value=case.reopened > 0)


@variant(counted_on="opened_on", grain="case", population="all cases", denominator="opened")
def of_opened(case: Rows) -> Tally:
    """Cases that were reopened at least once, of all opened, those still open included."""
    return Tally(among=case.reopened.notnull(), value=case.reopened > 0)


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved", unit="count")
def mean_times(case: Rows) -> Tally:
    """Mean number of times a resolved case was reopened: a case that comes back five times counts five."""
    return Tally(among=case.resolved_at.notnull() & case.reopened.notnull(), value=case.reopened)


@variant(
    counted_on="on", grain="resolution", population="every resolution, old enough to know", stop="reopened",
    denominator="resolutions", looks_ahead="within_days",
)  # fmt: skip
def within_window(case_event: Rows, known_until: datetime, *, within_days: int = 14) -> Tally:
    """Resolutions that were undone by a reopening within {within_days} days, by the log of events."""
    reopened_at = (case_event.kind == "reopened").ifelse(case_event.at, None)
    next_reopened = reopened_at.min().over(
        group_by=case_event.case_id, order_by=[case_event.at, case_event.number], rows=(1, None)
    )
    return Tally(
        among=(case_event.kind == "resolved") & (case_event.at <= known_until - timedelta(days=within_days)),
        value=seconds_between(case_event.at, next_reopened) <= within_days * 86400,
    )
