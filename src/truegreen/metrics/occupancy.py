"""Occupancy: the share of the time people are there to work in which they are working with contacts.

Above 85–90 % people burn out and leave (COPC's good range ends there), so a high figure is not a green one. People who
hold several chats at once are counted several times and can exceed 100 %; ICMI once used the word in another meaning.
Staffing is kept by month, so read it by month and only by provider, site and service.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, variant

NAME, UNIT, BETTER = "occupancy", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _handling(interaction: Rows) -> Tally:
    wrapped = interaction.hold_seconds.fill_null(0) + interaction.wrap_seconds.fill_null(0)
    return Tally(
        among=interaction.answered_at.notnull() & (interaction.talk_seconds >= 0),
        value=interaction.talk_seconds + wrapped,
    )


@variant(
    counted_on=("offered_on", "month"),
    grain="second",
    population="answered contacts",
    denominator="time ready or working",
)
def of_ready(interaction: Rows, staffing: Rows) -> Quotient:
    """Seconds of talk, hold and wrap-up, of the seconds in which people were ready or working."""
    known = staffing.productive_seconds.notnull()
    return Quotient(total=_handling(interaction), count=Tally(among=known, value=staffing.productive_seconds))


@variant(
    counted_on=("offered_on", "month"), grain="second", population="answered contacts", denominator="time scheduled"
)
def of_scheduled(interaction: Rows, staffing: Rows) -> Quotient:
    """Seconds of talk, hold and wrap-up, of the seconds that were scheduled, breaks and meetings included."""
    known = staffing.scheduled_seconds.notnull()
    return Quotient(total=_handling(interaction), count=Tally(among=known, value=staffing.scheduled_seconds))
