"""Save rate: the share of attempts to keep a leaving customer that kept them.

It credits the team with customers who would have stayed anyway: only a comparison with customers who got no attempt
says what was saved. Attempts with no outcome yet flatter if they are dropped, and a save that has to be repeated
within weeks was not one (windows of 7, 14 and 30 days are in use).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "save_rate", "share", "higher"
PERSPECTIVE, TIMING = "commercial", "lagging"


@variant(
    counted_on="on", grain="attempt", population="attempts with an outcome", stop="outcome",
    denominator="decided attempts",
)  # fmt: skip
def of_decided(save: Rows) -> Tally:
    """Attempts after which the customer stayed, of those with a known outcome."""
    return Tally(among=save.accepted.notnull(), value=save.accepted)


@variant(counted_on="on", grain="attempt", population="all attempts", stop="outcome", denominator="all attempts")
def of_all(save: Rows) -> Tally:
    """Attempts after which the customer stayed, of all attempts; no outcome counts as not saved."""
    return Tally(among=save.account_id.notnull(), value=save.accepted)


@variant(
    counted_on="on", grain="attempt", population="attempts with an outcome, old enough to know",
    stop="no further attempt", denominator="decided attempts", looks_ahead="within_days",
)  # fmt: skip
def lasting(save: Rows, known_until: datetime, *, within_days: int = 30) -> Tally:
    """Attempts after which the customer stayed and needed no other within {within_days} days, of those decided."""
    following = save["at"].lead().over(group_by=save.account_id, order_by=save["at"])
    again = (seconds_between(save["at"], following) <= within_days * 86400).fill_null(False)
    return Tally(
        among=save.accepted.notnull() & (save["at"] <= known_until - timedelta(days=within_days)),
        value=save.accepted & ~again,
    )
