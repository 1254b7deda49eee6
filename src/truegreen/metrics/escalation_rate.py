"""Escalation rate: how often work goes to a higher level, or a customer goes over the provider's head.

The first is in the ticket system and can be kept low by not pressing the button; the second is heard by commercial
people, sooner than any survey, and is hardly ever in the provider's report. Never mix the two.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "escalation_rate", "share", "lower"
PERSPECTIVE, TIMING = "commercial", "leading"


def _escalations(signal: Rows, at_least: int) -> Tally:
    escalation = signal.kind == "escalation"
    return Tally(among=escalation & (signal.severity.fill_null(1) >= at_least), value=escalation)


@variant(counted_on="opened_on", grain="case", population="all cases", denominator="opened")
def of_opened(case: Rows) -> Tally:
    """Cases that went to a higher level, of all opened."""
    return Tally(among=case.escalated.notnull(), value=case.escalated)


@variant(counted_on="resolved_on", grain="case", population="resolved cases", denominator="resolved")
def of_resolved(case: Rows) -> Tally:
    """Resolved cases that had gone to a higher level, of all resolved."""
    return Tally(among=case.resolved_at.notnull() & case.escalated.notnull(), value=case.escalated)


@variant(
    counted_on=("on", "month"), grain="account in a month", population="all accounts", denominator="account-months",
    unit="count",
)  # fmt: skip
def per_account_month(signal: Rows, account_month: Rows) -> Quotient:
    """Escalations that commercial people heard of, per account and month."""
    known = account_month.account_id.notnull()
    return Quotient(total=_escalations(signal, 1), count=Tally(among=known, value=known))


@variant(
    counted_on=("on", "month"), grain="account in a month", population="all accounts", denominator="account-months",
    unit="count",
)  # fmt: skip
def severe_per_account_month(signal: Rows, account_month: Rows, *, at_least: int = 4) -> Quotient:
    """Escalations of severity {at_least} or more, of 5, that commercial people heard of, per account and month."""
    known = account_month.account_id.notnull()
    return Quotient(total=_escalations(signal, at_least), count=Tally(among=known, value=known))
