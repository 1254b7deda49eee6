"""Transfer rate: the share of contacts that were passed on to somebody else.

A transferred contact usually appears as two in the records, and the second may not say that it was a transfer, so the
rate per contact falls as transfers rise; per case it does not. Contacts whose source does not say are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "transfer_rate", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(counted_on="offered_on", grain="contact", population="answered contacts", denominator="answered")
def of_answered(interaction: Rows) -> Tally:
    """Answered contacts that were passed on, of all answered."""
    return Tally(
        among=interaction.answered_at.notnull() & interaction.transferred.notnull(), value=interaction.transferred
    )


@variant(counted_on="offered_on", grain="contact", population="all contacts", denominator="offered")
def of_offered(interaction: Rows) -> Tally:
    """Contacts that were passed on, of all offered, those nobody answered included."""
    return Tally(among=interaction.transferred.notnull(), value=interaction.transferred)


@variant(
    counted_on=("offered_on", "opened_on"), grain="case", population="all cases", denominator="cases opened",
    unit="count",
)  # fmt: skip
def per_case(interaction: Rows, case: Rows) -> Quotient:
    """Transfers in all contacts that belong to a case, per case opened."""
    opened = case.case_id.notnull()
    return Quotient(
        total=Tally(among=interaction.case_id.notnull(), value=interaction.transferred),
        count=Tally(among=opened, value=opened),
    )
