"""Attrition: the share of a provider's people who left.

It leads every other figure by months: who leaves takes along what they knew. A monthly 4 % is a yearly 48 %, and the
two are often compared. Adding newcomers to the denominator makes a revolving door look still. People moved to another
client's work left this one, whatever the payroll says.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "attrition", "share", "lower"
PERSPECTIVE, TIMING = "strategic", "leading"


def _known(staffing: Rows) -> Rows:
    return staffing.departed.notnull() & staffing.headcount.notnull()


@variant(counted_on="month", grain="person in a month", population="all people", denominator="people at start")
def monthly(staffing: Rows) -> Quotient:
    """People who left in a month, of those there at its start."""
    return Quotient(
        total=Tally(among=_known(staffing), value=staffing.departed),
        count=Tally(among=_known(staffing), value=staffing.headcount),
    )


@variant(counted_on="month", grain="person in a month", population="all people", denominator="people at start")
def annualized(staffing: Rows) -> Quotient:
    """Twelve times the people who left in a month, of those there at its start; it may pass 100 %."""
    return Quotient(
        total=Tally(among=_known(staffing), value=staffing.departed * 12),
        count=Tally(among=_known(staffing), value=staffing.headcount),
    )


@variant(counted_on="month", grain="person in a month", population="all people", denominator="mean of start and end")
def of_mean_headcount(staffing: Rows) -> Quotient:
    """People who left in a month, of the mean of those there at its start and its end."""
    known = _known(staffing) & staffing.hired.notnull()
    start_and_end = staffing.headcount * 2 + staffing.hired - staffing.departed
    return Quotient(
        total=Tally(among=known, value=staffing.departed * 2), count=Tally(among=known, value=start_and_end)
    )
