"""Response rate: the share of customers asked who answered.

A score without it is a rumour. Divide by those asked within the period and give them time to answer: Trengo counts
only surveys both sent and answered in the window, which drops the silent. Divided by who could have been asked, it
shows whether the provider chose whom to ask. Customers asked too recently to know are not counted yet.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "response_rate", "share", "higher"
PERSPECTIVE, TIMING = "customer", "leading"


def _tally(feedback: Rows, kind: str, among: Rows, value: Rows) -> Tally:
    asked = feedback.kind == kind
    return Tally(
        among=asked & among,
        value=value,
        eligible=asked & feedback.eligible_at.notnull(),
        invited=asked & feedback.invited_at.notnull(),
    )


@variant(
    counted_on="asked_on", grain="survey", population="customers asked, long enough ago to know",
    stop="answered in time", denominator="asked", looks_ahead="within_days",
)  # fmt: skip
def of_invited_within(feedback: Rows, known_until: datetime, *, within_days: int = 14, kind: str = "csat") -> Tally:
    """Surveys of the kind {kind} answered within {within_days} days of being sent, of all sent."""
    return _tally(
        feedback,
        kind,
        among=feedback.invited_at <= known_until - timedelta(days=within_days),
        value=seconds_between(feedback.invited_at, feedback.answered_at) <= within_days * 86400,
    )


@variant(counted_on="asked_on", grain="survey", population="customers asked", stop="answered", denominator="asked")
def of_invited(feedback: Rows, *, kind: str = "csat") -> Tally:
    """Surveys of the kind {kind} answered at any time, of all sent; the latest have had little time."""
    return _tally(feedback, kind, feedback.invited_at.notnull(), feedback.answered_at.notnull())


@variant(
    counted_on="asked_on", grain="survey", population="customers who could have been asked", stop="answered",
    denominator="eligible",
)  # fmt: skip
def of_eligible(feedback: Rows, *, kind: str = "csat") -> Tally:
    """Surveys of the kind {kind} answered at any time, of all that could have been sent."""
    return _tally(feedback, kind, feedback.eligible_at.notnull(), feedback.answered_at.notnull())
