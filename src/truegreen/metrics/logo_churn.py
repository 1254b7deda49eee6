"""Logo churn: the share of customers at the start of a month who left in it.

Counting customers hides who they were, and counting revenue hides how many; the two tell the story together. Customers
won in the month are not there at its start: adding them to the denominator makes churn look smaller as sales grow.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "logo_churn", "share", "lower"
PERSPECTIVE, TIMING = "commercial", "lagging"


def _at_start(account_month: Rows) -> Rows:
    return account_month.churned.notnull() & (account_month.recurring_revenue > 0)


@variant(
    counted_on="month", grain="account in a month", population="customers at the month's start",
    denominator="customers at start",
)  # fmt: skip
def of_customers_at_start(account_month: Rows) -> Tally:
    """Customers who left in the month, of those who paid at its start."""
    return Tally(among=_at_start(account_month), value=account_month.churned)


@variant(
    counted_on="month", grain="account in a month", population="every account of the month",
    denominator="customers at any time in the month",
)  # fmt: skip
def of_all_accounts(account_month: Rows) -> Tally:
    """Customers who left in the month, of all listed for it, those won in the month included."""
    return Tally(among=account_month.churned.notnull(), value=account_month.churned)


@variant(
    counted_on="month", grain="revenue in a month", population="customers at the month's start",
    denominator="revenue at start",
)  # fmt: skip
def by_revenue(account_month: Rows) -> Quotient:
    """Recurring revenue of customers who left in the month, of the recurring revenue at its start."""
    revenue = parts(account_month.recurring_revenue)
    return Quotient(
        total=Tally(among=_at_start(account_month) & account_month.churned, value=revenue),
        count=Tally(among=_at_start(account_month), value=revenue),
    )
