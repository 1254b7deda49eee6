"""Speed of answer: how long contacts waited to be answered.

The usual mean (ASA) leaves out everybody who gave up, so it improves when the patient are served and the impatient
leave; and a mean hides the long waits that people remember. Systems differ in when waiting ends: Amazon Connect counts
the agent's whisper as waiting.
"""

from __future__ import annotations

from decimal import Decimal

from truegreen.metrics.define import Rows, Spread, Tally, seconds_between, variant

NAME, UNIT, BETTER = "speed_of_answer", "seconds", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _answered(interaction: Rows) -> Rows:
    return interaction.answered_at >= interaction.offered_at


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="answered")
def mean(interaction: Rows) -> Tally:
    """Mean seconds from offered to answered, over answered contacts."""
    return Tally(among=_answered(interaction), value=seconds_between(interaction.offered_at, interaction.answered_at))


@variant(
    counted_on="offered_on", grain="contact", population="answered and abandoned contacts",
    stop="answered or abandoned",
)  # fmt: skip
def mean_with_abandoned(interaction: Rows) -> Tally:
    """Mean seconds from offered until answered or given up, over everybody who waited."""
    until = interaction.answered_at.coalesce(interaction.abandoned_at)
    return Tally(among=until >= interaction.offered_at, value=seconds_between(interaction.offered_at, until))


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="answered")
def median(interaction: Rows) -> Spread:
    """Seconds within which half of the answered contacts were answered."""
    return Spread(
        among=_answered(interaction),
        value=seconds_between(interaction.offered_at, interaction.answered_at),
        share=Decimal("0.5"),
    )


@variant(counted_on="offered_on", grain="contact", population="answered contacts", stop="answered")
def p90(interaction: Rows) -> Spread:
    """Seconds within which nine in ten of the answered contacts were answered."""
    return Spread(
        among=_answered(interaction),
        value=seconds_between(interaction.offered_at, interaction.answered_at),
        share=Decimal("0.9"),
    )
