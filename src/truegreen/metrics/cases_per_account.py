"""Cases per account: how often a customer needs help in a month.

The best case is the one that never arises, and no ticket metric rewards preventing it. It also rises when customers
grow or trust the desk more, and falls silent before they leave: read it with revenue, not alone.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "cases_per_account", "count", "lower"
PERSPECTIVE, TIMING = "customer", "leading"


def _per(opened: Rows, accounts: Rows) -> Quotient:
    return Quotient(total=Tally(among=opened, value=opened), count=Tally(among=accounts, value=accounts))


@variant(
    counted_on=("opened_on", "month"), grain="account in a month", population="all cases of an account",
    denominator="account-months",
)  # fmt: skip
def opened(case: Rows, account_month: Rows) -> Quotient:
    """Cases opened for accounts, per account and month."""
    return _per(case.account_id.notnull(), account_month.account_id.notnull())


@variant(
    counted_on=("opened_on", "month"), grain="account in a month", population="cases customers raised",
    denominator="account-months",
)  # fmt: skip
def customer_raised(case: Rows, account_month: Rows) -> Quotient:
    """Cases that customers raised themselves, per account and month."""
    by_customer = case.account_id.notnull() & (case.raised_by == "customer")
    return _per(by_customer, account_month.account_id.notnull())


@variant(
    counted_on=("opened_on", "month"), grain="account in a month", population="all cases of an account",
    denominator="paying account-months",
)  # fmt: skip
def per_paying_account(case: Rows, account_month: Rows) -> Quotient:
    """Cases opened for accounts, per account and month that began with recurring revenue."""
    return _per(case.account_id.notnull(), account_month.recurring_revenue > 0)
