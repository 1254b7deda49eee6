"""Tickets without a target: the share of cases that nothing can be late for.

Many systems call a case on time when it never had a target, and so a service level grows greener the fewer targets are
set. Read this beside on_time, and ask why they have none.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "tickets_without_target", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(counted_on="opened_on", grain="case", population="all cases", denominator="opened")
def of_opened(case: Rows) -> Tally:
    """Cases without a target, of all opened."""
    return Tally(among=case.case_id.notnull(), value=case.due_at.isnull())


@variant(counted_on="opened_on", grain="case", population="cases raised by customers", denominator="opened")
def of_customer_raised(case: Rows) -> Tally:
    """Cases without a target, of those that customers raised themselves."""
    return Tally(among=case.raised_by == "customer", value=case.due_at.isnull())


@variant(
    counted_on="opened_on", grain="case", population="cases the source calls on time", denominator="called on time"
)
def of_called_on_time(case: Rows) -> Tally:
    """Cases without a target, of those that the source calls on time."""
    return Tally(among=case.on_target, value=case.due_at.isnull())
