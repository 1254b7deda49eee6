"""Offer acceptance: the share of offers made after a solved problem that customers took.

An agent who offers only to the willing has a high rate and sells little: read it beside attach rate, where every
resolved case counts. Counted by amount, one large contract can carry a poor month. Taken is not kept: withdrawals come
later.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "offer_acceptance", "share", "higher"
PERSPECTIVE, TIMING = "commercial", "lagging"


@variant(counted_on="on", grain="offer", population="offers with an outcome", denominator="decided offers")
def of_decided(offer: Rows) -> Tally:
    """Offers that were taken, of those with a known outcome."""
    return Tally(among=offer.accepted.notnull(), value=offer.accepted)


@variant(counted_on="on", grain="offer", population="all offers", denominator="all offers")
def of_all(offer: Rows) -> Tally:
    """Offers that were taken, of all made; no outcome counts as not taken."""
    return Tally(among=offer.account_id.notnull(), value=offer.accepted)


@variant(
    counted_on="on", grain="amount", population="offers with an outcome and an amount", denominator="amount offered"
)
def by_amount(offer: Rows) -> Quotient:
    """Amount of the offers that were taken, of the amount of those with a known outcome."""
    decided = offer.accepted.notnull() & offer.amount.notnull()
    return Quotient(
        total=Tally(among=decided & offer.accepted, value=parts(offer.amount)),
        count=Tally(among=decided, value=parts(offer.amount)),
    )
