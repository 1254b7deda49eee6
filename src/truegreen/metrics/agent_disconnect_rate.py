"""Agent disconnect rate: the share of contacts that the agent ended, not the customer.

Ending calls is the quickest way to a good handle time. Agents may properly end some (voicemail, silence, abuse), so
the level matters less than who stands out; short ones are the telling kind. Contacts whose source does not say who
ended them are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "agent_disconnect_rate", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


def _told(interaction: Rows) -> Rows:
    return interaction.answered_at.notnull() & interaction.ended_by.notnull()


@variant(counted_on="offered_on", grain="contact", population="answered contacts", denominator="answered")
def of_answered(interaction: Rows) -> Tally:
    """Answered contacts that the agent ended, of all answered."""
    return Tally(among=_told(interaction), value=interaction.ended_by == "agent")


@variant(counted_on="offered_on", grain="contact", population="answered contacts", denominator="answered")
def short_of_answered(interaction: Rows, *, short_seconds: int = 30) -> Tally:
    """Answered contacts that the agent ended after less than {short_seconds} seconds of talk, of all answered."""
    return Tally(
        among=_told(interaction) & interaction.talk_seconds.notnull(),
        value=(interaction.ended_by == "agent") & (interaction.talk_seconds < short_seconds),
    )


@variant(
    counted_on="offered_on", grain="contact", population="answered contacts that were not passed on",
    denominator="answered, not transferred",
)  # fmt: skip
def not_transferred(interaction: Rows) -> Tally:
    """Answered contacts that the agent ended, of all answered that were not passed on to somebody else."""
    return Tally(
        among=_told(interaction) & ~interaction.transferred.fill_null(False), value=interaction.ended_by == "agent"
    )
