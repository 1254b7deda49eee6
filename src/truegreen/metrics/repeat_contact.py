"""Repeat contact: the share of cases or contacts after which the customer came back.

The other side of first-contact resolution, and as open to choice: unit, window, what is the same matter, whose return
counts, and whether cases never resolved are in the denominator. Cases younger than the window are not counted yet:
nobody can know. A case of unknown customer or contact type is followed by nothing and is left out rather than called
good. In raw contacts, a line that dropped is no return, and a switchboard, a shared phone or a robot is no customer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "repeat_contact", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


def _next_opened(case: Rows, *same: Rows) -> Rows:
    """Give when the next case with the same of everything was opened; empty if none was."""
    return case.opened_at.lead().over(group_by=list(same), order_by=[case.opened_at, case.case_id])


def _came_back(since: Rows, following: Rows, among: Rows, known_until: datetime, within_days: int) -> Tally:
    return Tally(
        among=among & (since <= known_until - timedelta(days=within_days)),
        value=seconds_between(since, following) <= within_days * 86400,
    )


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer and contact type, old enough to know",
    stop="next case of the same contact type", looks_ahead="within_days",
)  # fmt: skip
def same_matter(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Cases whose customer opened another of the same contact type within {within_days} days."""
    following = _next_opened(case, case.customer_id, case.contact_type)
    known = case.customer_id.notnull() & case.contact_type.notnull()
    return _came_back(case.opened_at, following, known, known_until, within_days)


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer, old enough to know",
    stop="next case of any type", looks_ahead="within_days",
)  # fmt: skip
def any_matter(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Cases whose customer opened another, of any contact type, within {within_days} days."""
    following = _next_opened(case, case.customer_id)
    return _came_back(case.opened_at, following, case.customer_id.notnull(), known_until, within_days)


@variant(
    counted_on="opened_on", grain="case", population="cases of known account and contact type, old enough to know",
    stop="next case of the same contact type from anybody at the account", looks_ahead="within_days",
)  # fmt: skip
def same_matter_per_account(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Cases whose account, through anybody, opened another of the same contact type within {within_days} days."""
    following = _next_opened(case, case.account_id, case.contact_type)
    known = case.account_id.notnull() & case.contact_type.notnull()
    return _came_back(case.opened_at, following, known, known_until, within_days)


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer and contact type, old enough to know",
    stop="next case of the same contact type", denominator="resolved such cases", looks_ahead="within_days",
)  # fmt: skip
def same_matter_of_resolved(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Resolved cases whose customer opened another of the same contact type within {within_days} days of the first."""
    following = _next_opened(case, case.customer_id, case.contact_type)
    known = case.customer_id.notnull() & case.contact_type.notnull() & case.resolved_at.notnull()
    return _came_back(case.opened_at, following, known, known_until, within_days)


@variant(
    counted_on="opened_on", grain="customer in a calendar month",
    population="known customers, by their first case of the month, old enough to know", stop="next case of any type",
    looks_ahead="within_days",
)  # fmt: skip
def per_customer(case: Rows, known_until: datetime, *, within_days: int = 30) -> Tally:
    """Customers, once a calendar month, who opened another case within {within_days} days of their first in it."""
    in_month = case.case_id.count().over(
        group_by=[case.customer_id, case.opened_on.truncate("M")],
        order_by=[case.opened_at, case.case_id],
        rows=(None, 0),
    )
    first = case.customer_id.notnull() & (in_month == 1)
    following = _next_opened(case, case.customer_id)
    return _came_back(case.opened_at, following, first, known_until, within_days)


@variant(
    counted_on="offered_on", grain="contact", population="contacts of known customer, old enough to know",
    stop="next contact in any channel", looks_ahead="within_days",
)  # fmt: skip
def per_contact(interaction: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Contacts whose customer made another, in any channel and on any matter, within {within_days} days."""
    following = interaction.offered_at.lead().over(
        group_by=interaction.customer_id, order_by=[interaction.offered_at, interaction.interaction_id]
    )
    return _came_back(interaction.offered_at, following, interaction.customer_id.notnull(), known_until, within_days)


def _last_of_several(interaction: Rows, known_until: datetime, within_days: int, gap_minutes: int) -> Tally:
    """Count contacts that no other follows within the gap; the next one after it is then a return."""
    following = interaction.offered_at.lead().over(
        group_by=interaction.customer_id, order_by=[interaction.offered_at, interaction.interaction_id]
    )
    goes_on = (seconds_between(interaction.offered_at, following) <= gap_minutes * 60).fill_null(False)
    among = interaction.customer_id.notnull() & ~goes_on
    return _came_back(interaction.offered_at, following, among, known_until, within_days)


@variant(
    counted_on="offered_on", grain="contacts close together",
    population="contacts of known customer, old enough to know", stop="next contact in any channel after the gap",
    looks_ahead="within_days",
)  # fmt: skip
def per_contact_apart(
    interaction: Rows, known_until: datetime, *, within_days: int = 7, gap_minutes: int = 30
) -> Tally:
    """Contacts, those {gap_minutes} minutes apart as one, whose customer made another within {within_days} days."""
    return _last_of_several(interaction, known_until, within_days, gap_minutes)


@variant(
    counted_on="offered_on", grain="contacts close together",
    population="contacts of known customers who make no crowd, old enough to know",
    stop="next contact in any channel after the gap", looks_ahead="within_days",
)  # fmt: skip
def per_contact_less_crowds(
    interaction: Rows, known_until: datetime, *, within_days: int = 7, gap_minutes: int = 30, at_most_a_month: int = 30
) -> Tally:
    """Contacts, those {gap_minutes} minutes apart as one, whose customer made another within {within_days} days.

    Customers with more than {at_most_a_month} contacts in a calendar month are left out for it.
    """
    every = _last_of_several(interaction, known_until, within_days, gap_minutes)
    in_month = interaction.interaction_id.count().over(
        group_by=[interaction.customer_id, interaction.offered_on.truncate("M")]
    )
    return Tally(among=every.among & (in_month <= at_most_a_month), value=every.value)
