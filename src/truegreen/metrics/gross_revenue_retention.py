"""Gross revenue retention: the share of a month's starting revenue that stayed, growth left aside.

(start − contraction − churn) ÷ start, never above 100 %. Leaving out contraction, as some do, calls a customer who
keeps one seat of a hundred fully retained. Revenue of customers won in the month belongs to neither side.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "gross_revenue_retention", "share", "higher"
PERSPECTIVE, TIMING = "commercial", "lagging"


def _at_start(account_month: Rows) -> Rows:
    return account_month.churned.notnull() & (account_month.recurring_revenue > 0)


def _of_start(account_month: Rows, kept: Rows) -> Quotient:
    at_start = _at_start(account_month)
    return Quotient(
        total=Tally(among=at_start & ~account_month.churned, value=kept),
        count=Tally(among=at_start, value=parts(account_month.recurring_revenue)),
    )


@variant(
    counted_on="month", grain="revenue in a month", population="customers at the month's start",
    denominator="revenue at start",
)  # fmt: skip
def standard(account_month: Rows) -> Quotient:
    """Recurring revenue at the month's start less what left or shrank in it, of the revenue at its start."""
    kept = parts(account_month.recurring_revenue) - parts(account_month.contraction.fill_null(0))
    return _of_start(account_month, (kept > 0).ifelse(kept, 0))


@variant(
    counted_on="month", grain="revenue in a month", population="customers at the month's start",
    denominator="revenue at start",
)  # fmt: skip
def without_contraction(account_month: Rows) -> Quotient:
    """Recurring revenue at the month's start less that of customers who left; what shrank is not taken off."""
    return _of_start(account_month, parts(account_month.recurring_revenue))
