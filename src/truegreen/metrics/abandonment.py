"""Abandonment: the share of contacts in which the customer gave up before a person answered.

Short abandons are the lever: take them off the top alone, off both, or name no threshold, and the same queue looks
different. Contacts that neither were answered nor gave up (still waiting, ended by the system) stay among the offered,
but not among “handled plus abandoned”, which is how Google's CCAI divides. A contact that was answered is never
abandoned.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "abandonment", "share", "lower"
PERSPECTIVE, TIMING = "customer", "leading"


def _abandoned(interaction: Rows) -> Rows:
    return interaction.abandoned_at.notnull() & interaction.answered_at.isnull()


def _short(interaction: Rows, short_seconds: int) -> Rows:
    waited = seconds_between(interaction.offered_at, interaction.abandoned_at)
    return _abandoned(interaction) & (waited < short_seconds)


@variant(counted_on="offered_on", grain="contact", population="all contacts", denominator="offered")
def of_offered(interaction: Rows) -> Tally:
    """Contacts given up before an answer, of all that were offered."""
    return Tally(among=interaction.offered_at.notnull(), value=_abandoned(interaction))


@variant(
    counted_on="offered_on", grain="contact", population="all but short abandons",
    denominator="offered less short abandons",
)  # fmt: skip
def of_offered_less_short(interaction: Rows, *, short_seconds: int = 5) -> Tally:
    """Contacts given up before an answer, of all offered, without those given up in under {short_seconds} seconds."""
    return Tally(among=~_short(interaction, short_seconds), value=_abandoned(interaction))


@variant(counted_on="offered_on", grain="contact", population="all contacts", denominator="offered")
def long_of_offered(interaction: Rows, *, short_seconds: int = 5) -> Tally:
    """Contacts given up after {short_seconds} seconds or more, of all offered: short abandons count as offered only."""
    return Tally(
        among=interaction.offered_at.notnull(), value=_abandoned(interaction) & ~_short(interaction, short_seconds)
    )


@variant(
    counted_on="offered_on", grain="contact", population="answered and abandoned contacts, without short abandons",
    denominator="handled plus abandoned",
)  # fmt: skip
def of_handled_plus_abandoned(interaction: Rows, *, short_seconds: int = 5) -> Tally:
    """Contacts given up before an answer, of all answered or given up, without those under {short_seconds} seconds."""
    ended = interaction.answered_at.notnull() | interaction.abandoned_at.notnull()
    return Tally(among=ended & ~_short(interaction, short_seconds), value=_abandoned(interaction))
