"""Cost per resolution: the money spent for each case that was solved.

Repeats, reopenings and escalations are all in it, so a cut in handle time that makes customers call back shows here as
the loss it is. Say what is a resolution: resolved, or resolved and never reopened. Cases of a month may be solved with
the money of another, so a backlog worked off looks cheap.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "cost_per_resolution", "money", "lower"
PERSPECTIVE, TIMING = "efficiency", "lagging"


def _costs_per(cost: Rows, among: Rows) -> Quotient:
    return Quotient(
        total=Tally(among=cost.amount.notnull(), value=parts(cost.amount)), count=Tally(among=among, value=among)
    )


@variant(
    counted_on=("month", "resolved_on"), grain="case", population="all costs", stop="resolved",
    denominator="resolved cases",
)  # fmt: skip
def per_resolved(cost: Rows, case: Rows) -> Quotient:
    """All costs of the period, per case resolved in it."""
    return _costs_per(cost, case.resolved_at.notnull())


@variant(
    counted_on=("month", "resolved_on"), grain="case", population="all costs", stop="resolved for good",
    denominator="resolved cases never reopened",
)  # fmt: skip
def per_resolved_for_good(cost: Rows, case: Rows) -> Quotient:
    """All costs of the period, per case resolved in it and never reopened."""
    return _costs_per(cost, case.resolved_at.notnull() & (case.reopened == 0).fill_null(False))


@variant(
    counted_on="resolved_on", grain="case", population="costs recorded on resolved cases", stop="resolved",
    denominator="resolved cases with a cost",
)  # fmt: skip
def recorded(case: Rows) -> Tally:
    """Mean cost recorded on a resolved case; cases without a cost are left out."""
    return Tally(among=case.resolved_at.notnull() & case.cost.notnull(), value=parts(case.cost))


@variant(
    counted_on="opened_on", grain="case", population="costs recorded on all cases", stop="resolved",
    denominator="resolved cases",
)  # fmt: skip
def recorded_of_opened(case: Rows) -> Quotient:
    """Costs recorded on all cases opened, per one of them that was resolved: unsolved work is paid for as well."""
    resolved = case.resolved_at.notnull()
    return Quotient(
        total=Tally(among=case.cost.notnull(), value=parts(case.cost)), count=Tally(among=resolved, value=resolved)
    )
