"""Response on time: the share of cases that had a first answer within the time agreed.

Counting answered cases only lets silence vanish; counting work that the provider raised itself, and answered in the
same second, lets it drown. A case opened just before the records end counts as late until its answer is loaded. All
times are by the clock, nights and weekends included.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "response_on_time", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _on_time(case: Rows, within_seconds: int, among: Rows) -> Tally:
    return Tally(
        among=among,
        value=seconds_between(case.opened_at, case.first_response_at) <= within_seconds,
    )


@variant(
    counted_on="opened_on", grain="case", population="all cases", stop="first response",
    denominator="opened",
)  # fmt: skip
def of_opened(case: Rows, *, within_seconds: int = 3600) -> Tally:
    """Cases answered within {within_seconds} seconds, of all opened; no answer counts as late."""
    return _on_time(case, within_seconds, case.case_id.notnull())


@variant(
    counted_on="opened_on", grain="case", population="cases raised by customers",
    stop="first response", denominator="opened",
)  # fmt: skip
def of_customer_raised(case: Rows, *, within_seconds: int = 3600) -> Tally:
    """Cases answered within {within_seconds} seconds, of those customers raised; no answer counts as late."""
    return _on_time(case, within_seconds, case.raised_by == "customer")


@variant(
    counted_on="opened_on", grain="case", population="answered cases", stop="first response",
    denominator="answered",
)  # fmt: skip
def of_answered(case: Rows, *, within_seconds: int = 3600) -> Tally:
    """Cases answered within {within_seconds} seconds, of those answered at all; silence is left out."""
    return _on_time(case, within_seconds, case.first_response_at.notnull())
