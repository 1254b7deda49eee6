"""Crowd share: the share of contacts from a number or name that is hardly one customer.

A switchboard, a shared phone, a travel desk or a robot makes many contacts under one name. Counted as a customer it
comes back after every contact, whatever was done for it. Repeat contact can leave crowds out; this says how many
contacts that are, for who looks at few names may be looking away from the worst served.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "crowd_share", "share", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


@variant(counted_on="offered_on", grain="contact", population="contacts of known customer", denominator="such contacts")
def over_a_month(interaction: Rows, *, at_most_a_month: int = 30) -> Tally:
    """Contacts of customers with more than {at_most_a_month} in the calendar month, of all of known customers."""
    in_month = interaction.interaction_id.count().over(
        group_by=[interaction.customer_id, interaction.offered_on.truncate("M")]
    )
    return Tally(among=interaction.customer_id.notnull(), value=in_month > at_most_a_month)


@variant(counted_on="offered_on", grain="contact", population="contacts of known customer", denominator="such contacts")
def over_a_day(interaction: Rows, *, at_most_a_day: int = 10) -> Tally:
    """Contacts of customers with more than {at_most_a_day} on the same day, of all of known customers."""
    on_day = interaction.interaction_id.count().over(group_by=[interaction.customer_id, interaction.offered_on])
    return Tally(among=interaction.customer_id.notnull(), value=on_day > at_most_a_day)
