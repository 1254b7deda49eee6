"""Handle time: how much of people's time a contact or a case takes, talk, hold and wrap-up together.

Shorter is cheaper only if the customer does not call again: per contact it falls when work is cut into pieces, per
case it does not. A transferred contact counts as several. Systems draw the line differently: Amazon Connect leaves
time in custom states out of AHT and has another figure with it. Contacts without a talk time are not counted; a
missing hold or wrap-up counts as none.
"""

from __future__ import annotations

from decimal import Decimal

from truegreen.metrics.define import Quotient, Rows, Spread, Tally, variant

NAME, UNIT, BETTER = "handle_time", "seconds", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _handled(interaction: Rows) -> Rows:
    return interaction.answered_at.notnull() & (interaction.talk_seconds >= 0)


def _with_customer(interaction: Rows) -> Rows:
    return interaction.talk_seconds + interaction.hold_seconds.fill_null(0)


def _seconds(interaction: Rows) -> Rows:
    return _with_customer(interaction) + interaction.wrap_seconds.fill_null(0)


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="end of wrap-up")
def mean(interaction: Rows) -> Tally:
    """Mean seconds of talk, hold and wrap-up per answered contact."""
    return Tally(among=_handled(interaction), value=_seconds(interaction))


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="end of the contact")
def mean_without_wrap(interaction: Rows) -> Tally:
    """Mean seconds of talk and hold per answered contact; wrap-up is left out."""
    return Tally(among=_handled(interaction), value=_with_customer(interaction))


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="end of wrap-up")
def median(interaction: Rows) -> Spread:
    """Seconds of talk, hold and wrap-up that half of the answered contacts stay within."""
    return Spread(among=_handled(interaction), value=_seconds(interaction), share=Decimal("0.5"))


@variant(
    counted_on=("offered_on", "opened_on"), grain="case", population="all cases", stop="end of wrap-up",
    denominator="cases opened",
)  # fmt: skip
def per_case(interaction: Rows, case: Rows) -> Quotient:
    """Seconds of talk, hold and wrap-up in all contacts that belong to a case, per case opened."""
    opened = case.case_id.notnull()
    return Quotient(
        total=Tally(among=_handled(interaction) & interaction.case_id.notnull(), value=_seconds(interaction)),
        count=Tally(among=opened, value=opened),
    )


@variant(counted_on="resolved_on", grain="case", population="resolved cases with recorded work", stop="resolved")
def recorded_per_case(case: Rows) -> Tally:
    """Mean seconds of work recorded on a resolved case."""
    return Tally(among=case.resolved_at.notnull() & case.work_seconds.notnull(), value=case.work_seconds)
