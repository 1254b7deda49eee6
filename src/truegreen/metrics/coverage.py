"""Coverage: the share of customers who could have been asked for their opinion and were.

Who is asked is often the provider's choice, and asking after the good contacts is the quietest way to a green score.
Where the source does not say who could have been asked, count against resolved cases: counting only those who were
asked gives 100 % and means nothing.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "coverage", "share", "higher"
PERSPECTIVE, TIMING = "customer", "leading"


def _of_eligible(feedback: Rows, kind: str, value: Rows) -> Tally:
    asked = feedback.kind == kind
    eligible = asked & feedback.eligible_at.notnull()
    return Tally(among=eligible, value=value, eligible=eligible, invited=asked & feedback.invited_at.notnull())


@variant(
    counted_on="asked_on", grain="survey", population="customers who could have been asked", stop="asked",
    denominator="eligible",
)  # fmt: skip
def invited_of_eligible(feedback: Rows, *, kind: str = "csat") -> Tally:
    """Surveys of the kind {kind} that were sent, of all that could have been sent."""
    return _of_eligible(feedback, kind, feedback.invited_at.notnull())


@variant(
    counted_on="asked_on", grain="survey", population="customers who could have been asked", stop="answered",
    denominator="eligible",
)  # fmt: skip
def answered_of_eligible(feedback: Rows, *, kind: str = "csat") -> Tally:
    """Surveys of the kind {kind} with an answer to count, of all that could have been sent."""
    return _of_eligible(feedback, kind, feedback.value.notnull())


@variant(
    counted_on=("asked_on", "resolved_on"), grain="case", population="resolved cases", stop="asked",
    denominator="resolved cases",
)  # fmt: skip
def invited_of_resolved(feedback: Rows, case: Rows, *, kind: str = "csat") -> Quotient:
    """Surveys of the kind {kind} that were sent about a case, per case resolved in the same period."""
    sent = (feedback.kind == kind) & feedback.invited_at.notnull() & feedback.case_id.notnull()
    resolved = case.resolved_at.notnull()
    return Quotient(total=Tally(among=sent, value=sent), count=Tally(among=resolved, value=resolved))
