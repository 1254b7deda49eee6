"""First-level resolution: the share of cases solved by the first level without escalation.

It is a measure of cost, not of quality: a case may be solved at the first level on the fifth call (MetricNet). The
figure rises when hard cases are kept too long or closed unsolved, so read it beside reopenings. Cases whose source
does not say whether they were escalated are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "first_level_resolution", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


@variant(counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved", denominator="resolved")
def of_resolved(case: Rows) -> Tally:
    """Resolved cases that never went to a higher level, of all resolved."""
    return Tally(among=case.resolved_at.notnull() & case.escalated.notnull(), value=~case.escalated)


@variant(counted_on="opened_on", grain="case", population="all cases", stop="resolved", denominator="opened")
def of_opened(case: Rows) -> Tally:
    """Cases resolved without going to a higher level, of all opened, those still open included."""
    return Tally(among=case.escalated.notnull(), value=~case.escalated & case.resolved_at.notnull())


@variant(counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved", denominator="resolved")
def without_handover(case: Rows) -> Tally:
    """Resolved cases that neither went to a higher level nor changed team, of all resolved."""
    known = case.escalated.notnull() & case.reassigned.notnull()
    return Tally(among=case.resolved_at.notnull() & known, value=~case.escalated & (case.reassigned == 0))


@variant(
    counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved for good",
    denominator="resolved",
)  # fmt: skip
def not_reopened(case: Rows) -> Tally:
    """Resolved cases that neither went to a higher level nor were reopened, of all resolved."""
    known = case.escalated.notnull() & case.reopened.notnull()
    return Tally(among=case.resolved_at.notnull() & known, value=~case.escalated & (case.reopened == 0))
