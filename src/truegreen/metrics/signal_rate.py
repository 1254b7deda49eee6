"""Signal rate: how often commercial people hear something, such as a complaint or a competitor's name.

These are heard weeks before a survey says so and months before notice is given, by people who do not read ticket
reports. They are written down only where somebody asks for them: a quiet column is not a happy customer.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "signal_rate", "count", "lower"
PERSPECTIVE, TIMING = "commercial", "leading"


def _per_account_month(heard: Rows, account_month: Rows) -> Quotient:
    known = account_month.account_id.notnull()
    return Quotient(total=Tally(among=heard, value=heard), count=Tally(among=known, value=known))


@variant(
    counted_on=("on", "month"), grain="account in a month", population="all signals but praise",
    denominator="account-months",
)  # fmt: skip
def warnings(signal: Rows, account_month: Rows) -> Quotient:
    """Signals of every kind but praise, per account and month."""
    return _per_account_month(signal.kind != "praise", account_month)


@variant(
    counted_on=("on", "month"), grain="account in a month", population="signals of one kind",
    denominator="account-months",
)  # fmt: skip
def of_kind(signal: Rows, account_month: Rows, *, kind: str) -> Quotient:
    """Signals of the kind {kind}, per account and month."""
    return _per_account_month(signal.kind == kind, account_month)
