"""Attach rate: how many solved problems led to an offer, or to a sale.

Paid by this figure, people sell before they solve; that is why only resolved cases are in the denominator. Offers
without a case before them are another trade and are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "attach_rate", "share", "higher"
PERSPECTIVE, TIMING = "commercial", "lagging"


def _per_resolved(case: Rows, among: Rows) -> Quotient:
    resolved = case.resolved_at.notnull()
    return Quotient(total=Tally(among=among, value=among), count=Tally(among=resolved, value=resolved))


@variant(
    counted_on=("on", "resolved_on"), grain="case", population="resolved cases", stop="offer taken",
    denominator="resolved cases",
)  # fmt: skip
def sold(offer: Rows, case: Rows) -> Quotient:
    """Offers after a case that were taken, per case resolved."""
    return _per_resolved(case, offer.case_id.notnull() & offer.accepted)


@variant(
    counted_on=("on", "resolved_on"), grain="case", population="resolved cases", stop="offer made",
    denominator="resolved cases",
)  # fmt: skip
def offered(offer: Rows, case: Rows) -> Quotient:
    """Offers made after a case, taken or not, per case resolved."""
    return _per_resolved(case, offer.case_id.notnull())
