"""Renewal slippage: the share of renewals whose expected close date was pushed later.

A renewal that slips has not been lost yet, which is why it shows trouble before churn does. It counts in the period in
which it was first expected to close: by its date of today, what was pushed out of a bad quarter would leave it, and the
quarter would look clean. One that closes after that date has slipped, too, even if nobody moved the date before. Dates
pulled in are not set off against those pushed out. Where the source keeps no history of close dates nothing is ever
seen to slip, and a renewal first seen after it was pushed counts as expected then: the figure is a lower bound.
"""

from __future__ import annotations

from datetime import datetime

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "renewal_slippage", "share", "lower"
PERSPECTIVE, TIMING = "commercial", "leading"


def _first(opportunity: Rows) -> Rows:
    """Say whether a row is the first of a renewal that has a close date; each renewal counts by that row."""
    expected = opportunity.close_on.notnull()
    so_far = (
        expected.ifelse(1, 0).sum().over(group_by=opportunity.opportunity_id, order_by=opportunity.at, rows=(None, 0))
    )
    return (opportunity.kind == "renewal") & expected & (so_far == 1)


def _first_and_past(opportunity: Rows, known_until: datetime) -> Rows:
    return _first(opportunity) & (opportunity.close_on <= known_until.date())


def _furthest(opportunity: Rows) -> Rows:
    """Give the latest close date that a renewal had from then on."""
    return opportunity.close_on.max().over(group_by=opportunity.opportunity_id, order_by=opportunity.at, rows=(0, None))


def _last(opportunity: Rows) -> Rows:
    """Give the close date that a renewal has in its last row."""
    return opportunity.close_on.last().over(
        group_by=opportunity.opportunity_id, order_by=opportunity.at, rows=(0, None)
    )


def _days(opportunity: Rows) -> Rows:
    first, furthest = (each.cast("timestamp") for each in (opportunity.close_on, _furthest(opportunity)))
    return seconds_between(first, furthest) // 86400


@variant(
    counted_on="close_on", grain="renewal", population="renewals whose first close date has passed",
    stop="any later close date", denominator="renewals first due in the period",
)  # fmt: skip
def pushed(opportunity: Rows, known_until: datetime) -> Tally:
    """Renewals whose close date was pushed past the first one at least once, of those whose first date has passed."""
    return Tally(among=_first_and_past(opportunity, known_until), value=_furthest(opportunity) > opportunity.close_on)


@variant(
    counted_on="close_on", grain="renewal", population="renewals, due or not yet",
    stop="any later close date", denominator="renewals first due in the period",
)  # fmt: skip
def pushed_so_far(opportunity: Rows) -> Tally:
    """Renewals whose close date was pushed past the first one at least once, those not due yet in the denominator."""
    return Tally(among=_first(opportunity), value=_furthest(opportunity) > opportunity.close_on)


@variant(
    counted_on="close_on", grain="renewal", population="renewals whose first close date has passed",
    stop="last close date", denominator="renewals first due in the period",
)  # fmt: skip
def later_at_last(opportunity: Rows, known_until: datetime) -> Tally:
    """Renewals whose last close date lies after the first one; what was pushed and pulled back in counts as kept."""
    return Tally(among=_first_and_past(opportunity, known_until), value=_last(opportunity) > opportunity.close_on)


@variant(
    counted_on="close_on", grain="renewal", population="renewals whose first close date has passed",
    stop="any close date in a later calendar month", denominator="renewals first due in the period",
)  # fmt: skip
def beyond_month(opportunity: Rows, known_until: datetime) -> Tally:
    """Renewals that were pushed out of the calendar month in which they were first expected to close."""
    return Tally(
        among=_first_and_past(opportunity, known_until),
        value=_furthest(opportunity).truncate("M") > opportunity.close_on.truncate("M"),
    )


@variant(
    counted_on="close_on", grain="renewal", population="renewals whose first close date has passed",
    stop="any close date in a later calendar quarter", denominator="renewals first due in the period",
)  # fmt: skip
def beyond_quarter(opportunity: Rows, known_until: datetime) -> Tally:
    """Renewals that were pushed out of the calendar quarter in which they were first expected to close."""
    return Tally(
        among=_first_and_past(opportunity, known_until),
        value=_furthest(opportunity).truncate("Q") > opportunity.close_on.truncate("Q"),
    )


@variant(
    counted_on="close_on", grain="renewal", population="renewals whose first close date has passed",
    stop="furthest close date", denominator="renewals first due in the period", unit="days",
)  # fmt: skip
def mean_days(opportunity: Rows, known_until: datetime) -> Tally:
    """Mean days from the first close date to the furthest one, those never pushed counting as no days."""
    return Tally(among=_first_and_past(opportunity, known_until), value=_days(opportunity))


@variant(
    counted_on="close_on", grain="renewal", population="pushed renewals whose first close date has passed",
    stop="furthest close date", denominator="pushed renewals first due in the period", unit="days",
)  # fmt: skip
def mean_days_of_pushed(opportunity: Rows, known_until: datetime) -> Tally:
    """Mean days from the first close date to the furthest one, of the renewals that were pushed at all."""
    slipped = _furthest(opportunity) > opportunity.close_on
    return Tally(among=_first_and_past(opportunity, known_until) & slipped, value=_days(opportunity))
