"""What was known at the end of a month: the histories, cut there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truegreen.readings.panel import Standing
from truegreen.readings.risk_history import Days, Engaged, History


def known_at(history: History, place: int) -> History:
    """Give the histories up to a month's end; nothing in them comes from later.

    Args:
        history: all that is known now.
        place: of the month.

    Raises:
        ValueError: there is no such month.
    """
    if not 0 <= place < len(history.months):
        raise ValueError(f"there is no month {place} of {len(history.months)}")
    upto, end = slice(0, place + 1), history.ends[place]
    engaged = history.engaged
    if engaged is not None:
        seen = engaged.day <= end
        engaged = Engaged(account=engaged.account[seen], day=engaged.day[seen])
    return replace(
        history,
        months=history.months[upto],
        started=_by(history.started, end),
        here=history.here[:, upto],
        decided_on=_by(history.decided_on, end),
        ended_on=_by(history.ended_on, end),
        counts={name: grid[:, upto] for name, grid in history.counts.items()},
        revenue=history.revenue[:, upto],
        contraction=history.contraction[:, upto],
        renewal=history.renewal[:, upto],
        owners=Standing(history.owners.members, history.owners.codes[:, upto]),
        segments=Standing(history.segments.members, history.segments.codes[:, upto]),
        engaged=engaged,
    )


def _by(days: Days, end: np.datetime64) -> Days:
    """Forget the days that are still to come."""
    return np.where(days <= end, days, np.datetime64("NaT", "D"))
