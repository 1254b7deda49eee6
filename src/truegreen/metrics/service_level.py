"""Service level: the share of contacts answered within so many seconds of being offered.

“80/20” is five numbers until its denominator is named. Leaving out abandoned contacts rewards the queue that makes
people give up, and counting quick abandons as served rewards it twice. COPC asks for all that were offered to the
queue; Genesys makes the short-abandon threshold a setting, so it must be stated.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "service_level", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _answered_within(interaction: Rows, within_seconds: int) -> Rows:
    return seconds_between(interaction.offered_at, interaction.answered_at) <= within_seconds


def _abandoned_after(interaction: Rows) -> Rows:
    """Give the seconds after which the customer gave up; empty for contacts that were answered."""
    return interaction.answered_at.isnull().ifelse(
        seconds_between(interaction.offered_at, interaction.abandoned_at), None
    )


@variant(counted_on="offered_on", grain="contact", population="all contacts", stop="answered", denominator="offered")
def of_offered(interaction: Rows, *, within_seconds: int = 20) -> Tally:
    """Contacts answered within {within_seconds} seconds, of all that were offered."""
    return Tally(among=interaction.offered_at.notnull(), value=_answered_within(interaction, within_seconds))


@variant(
    counted_on="offered_on", grain="contact", population="all but short abandons", stop="answered",
    denominator="offered less short abandons",
)  # fmt: skip
def of_offered_less_short(interaction: Rows, *, within_seconds: int = 20, short_seconds: int = 5) -> Tally:
    """Contacts answered within {within_seconds} seconds, of all offered but those given up in under {short_seconds}."""
    short = (_abandoned_after(interaction) < short_seconds).fill_null(False)
    return Tally(
        among=~short,
        value=_answered_within(interaction, within_seconds),
    )


@variant(
    counted_on="offered_on", grain="contact", population="all but contacts abandoned within the time", stop="answered",
    denominator="offered less abandoned within the time",
)  # fmt: skip
def of_offered_less_abandoned_within(interaction: Rows, *, within_seconds: int = 20) -> Tally:
    """Contacts answered within {within_seconds} seconds, of all offered but those given up within that time."""
    gone = (_abandoned_after(interaction) <= within_seconds).fill_null(False)
    return Tally(
        among=~gone,
        value=_answered_within(interaction, within_seconds),
    )


@variant(
    counted_on="offered_on", grain="contact", population="all contacts", stop="answered or abandoned",
    denominator="offered",
)  # fmt: skip
def abandoned_within_as_met(interaction: Rows, *, within_seconds: int = 20) -> Tally:
    """Contacts answered or given up within {within_seconds} seconds, of all offered: giving up counts as served."""
    gone = (_abandoned_after(interaction) <= within_seconds).fill_null(False)
    return Tally(
        among=interaction.offered_at.notnull(),
        value=_answered_within(interaction, within_seconds).fill_null(False) | gone,
    )


@variant(
    counted_on="offered_on", grain="contact", population="answered contacts", stop="answered", denominator="answered"
)
def of_answered(interaction: Rows, *, within_seconds: int = 20) -> Tally:
    """Contacts answered within {within_seconds} seconds, of those that were answered at all."""
    return Tally(
        among=interaction.answered_at.notnull(),
        value=_answered_within(interaction, within_seconds),
    )
