"""Features: what may tell who leaves, by account and month, each from what was known at the month's end.

Shares of few are drawn towards the share of all, as far as they are worth it: what is drawn towards, and how strongly,
is learnt from the same past. The months' sums overlap, so that a single odd month does not turn an account over.
"""

from __future__ import annotations

from truegreen.readings.risk_history import History
from truegreen.signals.warning.engagement import engagement
from truegreen.signals.warning.feature import Features
from truegreen.signals.warning.known import known_at
from truegreen.signals.warning.rates import failed, rates
from truegreen.signals.warning.standing import contract, heard, money

PARTS = (rates, failed, heard, engagement, contract, money)


def features(history: History, place: int) -> Features:
    """Give every feature for each account and month up to one, from what was known at that one's end.

    Args:
        history: all that is known now; what comes after the month is not looked at.
        place: of the month.

    Raises:
        ValueError: there is no such month.
    """
    known = known_at(history, place)
    left_out: dict[str, str] = {}
    made = [each for part in PARTS for each in part(known, left_out)]
    return Features(place, tuple(made), left_out)
