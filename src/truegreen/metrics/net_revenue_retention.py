"""Net revenue retention: what a month's starting revenue became, with what the same customers lost and gained.

(start − contraction − churn + expansion) ÷ start. Above 100 % it can hide a leak: a few that grow cover for many that
leave, so read it beside gross retention. Leaving out contraction (Baremetrics' formula does), or letting customers won
in the month into the numerator, are the usual ways to a better one.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "net_revenue_retention", "share", "higher"
PERSPECTIVE, TIMING = "commercial", "lagging"


def _at_start(account_month: Rows) -> Rows:
    return account_month.churned.notnull() & (account_month.recurring_revenue > 0)


def _grown(account_month: Rows) -> Rows:
    return parts(account_month.recurring_revenue.fill_null(0)) + parts(account_month.expansion.fill_null(0))


def _of_start(account_month: Rows, among: Rows, became: Rows) -> Quotient:
    return Quotient(
        total=Tally(among=among & ~account_month.churned, value=became),
        count=Tally(among=_at_start(account_month), value=parts(account_month.recurring_revenue)),
    )


@variant(
    counted_on="month", grain="revenue in a month", population="customers at the month's start",
    denominator="revenue at start",
)  # fmt: skip
def standard(account_month: Rows) -> Quotient:
    """Revenue at the month's start less what left or shrank and plus what the same customers added, of that start."""
    became = _grown(account_month) - parts(account_month.contraction.fill_null(0))
    return _of_start(account_month, _at_start(account_month), became)


@variant(
    counted_on="month", grain="revenue in a month", population="customers at the month's start",
    denominator="revenue at start",
)  # fmt: skip
def without_contraction(account_month: Rows) -> Quotient:
    """Revenue at the month's start less what left, plus what the same customers added; what shrank stays in."""
    return _of_start(account_month, _at_start(account_month), _grown(account_month))


@variant(
    counted_on="month", grain="revenue in a month", population="every account of the month",
    denominator="revenue at start",
)  # fmt: skip
def with_new_customers(account_month: Rows) -> Quotient:
    """Revenue at the month's end, customers won in the month included, of that at its start: growth, not retention."""
    became = _grown(account_month) - parts(account_month.contraction.fill_null(0))
    return _of_start(account_month, account_month.churned.notnull(), became)
