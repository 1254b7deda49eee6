"""Reassign rate: the share of cases that were passed from one team to another.

Passing on is not always bad: a triage desk is made for it, which is why some agreements allow one. Open cases can
still be passed on, so figures by the day of opening rise afterwards. Cases whose source does not count changes are
left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "reassign_rate", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


def _resolved(case: Rows) -> Rows:
    return case.resolved_at.notnull() & case.reassigned.notnull()


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved")
def of_resolved(case: Rows) -> Tally:
    """Resolved cases that changed team at least once, of all resolved."""
    return Tally(among=_resolved(case), value=case.reassigned > 0)


@variant(counted_on="opened_on", grain="case", population="all cases", denominator="opened")
def of_opened(case: Rows) -> Tally:
    """Cases that changed team at least once, of all opened, those still open included."""
    return Tally(among=case.reassigned.notnull(), value=case.reassigned > 0)


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved")
def more_than(case: Rows, *, times: int = 1) -> Tally:
    """Resolved cases that changed team more often than allowed (allowed: {times}), of all resolved."""
    return Tally(among=_resolved(case), value=case.reassigned > times)


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved", unit="count")
def mean_times(case: Rows) -> Tally:
    """Mean number of times a resolved case changed team."""
    return Tally(among=_resolved(case), value=case.reassigned)
