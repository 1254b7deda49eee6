"""Labels: on which day each account counts as having decided, and who could still decide at the end of each month."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.risk_history import Days, History


class By(StrEnum):
    """Which day makes a decision: that of notice, or that of leaving, less a blackout."""

    NOTICE = "notice"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Who decided when, as a method is told.

    Attributes:
        by: which day counts.
        blackout: days before leaving that are not looked at, where the day of leaving counts.
        day: (A,) the day that counts; not a time for accounts that stayed.
        is_late: (A,) whether it stems from the day of leaving.
        at_risk: (A, M) whether the account was there at the month's end and its day had not come.
        noticed: (A, M) whether it had given notice by then, as far as that is recorded.
        unknown: (A,) accounts left out, because the day they decided on is not known.
    """

    by: By
    blackout: int
    day: Days
    is_late: NDArray[np.bool_]
    at_risk: NDArray[np.bool_]
    noticed: NDArray[np.bool_]
    unknown: NDArray[np.bool_]

    @property
    def delay(self) -> int:
        """Give the months until a decision is known, where it is only known by the leaving."""
        return -(-self.blackout // 30) if (self.is_late & ~self.unknown).any() else 0

    def hits(self, months: NDArray[np.datetime64], horizon: int) -> NDArray[np.float64]:
        """Say by which months' ends a decision followed within the horizon, (A, M); NaN where nobody can know yet."""
        away = (self.day.astype("datetime64[M]")[:, None] - months).astype(np.int64)
        within = ~np.isnat(self.day)[:, None] & (away >= 1) & (away <= horizon)
        over = np.arange(len(months)) + horizon <= len(months) - 1
        return np.where(self.at_risk & over, within.astype(np.float64), np.nan)


def labels(history: History, by: By = By.NOTICE, blackout: int | None = None) -> Labels:
    """Give the day on which each account decided, and who was at risk when.

    Args:
        history: what was known.
        by: by notice, an account that left without one counts from its leaving less the blackout, and without a
            blackout is left out; by leaving, all do.
        blackout: days before leaving that are not looked at; None where none is declared.
    """
    late = np.isnat(history.decided_on) & ~np.isnat(history.ended_on)
    if by is By.LEAVING:
        late = ~np.isnat(history.ended_on)
    shifted = history.ended_on - np.timedelta64(blackout or 0, "D")
    declared = by is By.LEAVING or blackout is not None
    unknown = late & (not declared)
    notice = history.decided_on if by is By.NOTICE else np.full_like(history.decided_on, np.datetime64("NaT"))
    day = np.where(late & ~unknown, shifted, notice)
    waiting = np.isnat(day)[:, None] | (day[:, None] > history.ends)
    left = ~np.isnat(history.ended_on)[:, None] & (history.ended_on[:, None] <= history.ends)
    return Labels(
        by=by,
        blackout=blackout or 0,
        day=day,
        is_late=late,
        at_risk=history.here & waiting & ~left & ~unknown[:, None],
        noticed=~np.isnat(history.decided_on)[:, None] & (history.decided_on[:, None] <= history.ends),
        unknown=unknown,
    )
