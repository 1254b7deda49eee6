"""Cost per contact: the money spent for each contact.

The cheapest contact is the one that makes the customer call again: this figure falls while the cost of solving
anything rises, so read it beside cost per resolution. Costs are booked by month, provider, site and service: read it
by these.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "cost_per_contact", "money", "lower"
PERSPECTIVE, TIMING = "efficiency", "lagging"


def _each(among: Rows) -> Tally:
    return Tally(among=among, value=among)


@variant(counted_on=("month", "offered_on"), grain="contact", population="all costs", denominator="answered contacts")
def per_answered(cost: Rows, interaction: Rows) -> Quotient:
    """All costs of the period, per contact answered in it."""
    return Quotient(
        total=Tally(among=cost.amount.notnull(), value=parts(cost.amount)),
        count=_each(interaction.answered_at.notnull()),
    )


@variant(counted_on=("month", "offered_on"), grain="contact", population="all costs", denominator="offered contacts")
def per_offered(cost: Rows, interaction: Rows) -> Quotient:
    """All costs of the period, per contact offered in it, those nobody answered included."""
    return Quotient(
        total=Tally(among=cost.amount.notnull(), value=parts(cost.amount)),
        count=_each(interaction.offered_at.notnull()),
    )


@variant(
    counted_on=("month", "offered_on"), grain="contact", population="costs of one category",
    denominator="answered contacts",
)  # fmt: skip
def of_category(cost: Rows, interaction: Rows, *, category: str) -> Quotient:
    """Costs of the category “{category}”, per contact answered in the period."""
    return Quotient(
        total=Tally(among=cost.category == category, value=parts(cost.amount)),
        count=_each(interaction.answered_at.notnull()),
    )
