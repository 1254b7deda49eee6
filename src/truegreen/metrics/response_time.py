"""Response time: how long customers wait from opening a case to the first answer.

An automatic acknowledgement is not an answer; find out what the source calls one. Cases that nobody has answered have
no time, so silence improves the mean: read it beside response_on_time, where silence is late. All times are by the
clock, nights and weekends included.
"""

from __future__ import annotations

from decimal import Decimal

from truegreen.metrics.define import Rows, Spread, Tally, seconds_between, variant

NAME, UNIT, BETTER = "response_time", "seconds", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _answered(case: Rows) -> Rows:
    return case.first_response_at >= case.opened_at


def _within(case: Rows, share: str) -> Spread:
    value = seconds_between(case.opened_at, case.first_response_at)
    return Spread(among=_answered(case), value=value, share=Decimal(share))


@variant(counted_on="opened_on", grain="case", population="answered cases", stop="first response")
def mean(case: Rows) -> Tally:
    """Mean time from opened to the first response, over answered cases."""
    return Tally(among=_answered(case), value=seconds_between(case.opened_at, case.first_response_at))


@variant(counted_on="opened_on", grain="case", population="answered cases raised by customers", stop="first response")
def mean_customer_raised(case: Rows) -> Tally:
    """Mean time from opened to the first response, over answered cases that customers raised themselves."""
    return Tally(
        among=_answered(case) & (case.raised_by == "customer"),
        value=seconds_between(case.opened_at, case.first_response_at),
    )


@variant(counted_on="opened_on", grain="case", population="answered cases", stop="first response")
def median(case: Rows) -> Spread:
    """Time within which half of the answered cases had their first response."""
    return _within(case, "0.5")


@variant(counted_on="opened_on", grain="case", population="answered cases", stop="first response")
def p90(case: Rows) -> Spread:
    """Time within which nine in ten of the answered cases had their first response."""
    return _within(case, "0.9")
