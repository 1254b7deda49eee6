"""What came of each signal: a decision within the window, none, or nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.model.heard import Came
from truegreen.readings.heard_signals import Signals
from truegreen.signals.heard.stands import Places, Stands


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of signals.

    Attributes:
        came: (S,) of each.
        days: (S,) days from it to the account's decision; 0 or below where it came too late, and a huge number where
            there was no decision.
    """

    came: NDArray[np.object_]
    days: Places

    def are(self, *kinds: Came) -> NDArray[np.bool_]:
        """Say which signals had one of these outcomes."""
        return np.isin(self.came.astype(np.str_), [str(each) for each in kinds])


def outcomes(signals: Signals, stood: Stands, days: int) -> Outcome:
    """Give what came of each signal within a window of days."""
    heard = (signals.day - stood.first).astype(np.intp)
    start, end, decided = (each[signals.account] for each in (stood.start, stood.end, stood.decided))
    left = np.where(decided >= 0, decided - heard, np.iinfo(np.int32).max)
    came = np.full(len(signals), Came.STAYED, dtype=object)
    came[heard + days > stood.count - 1] = Came.OPEN
    came[(left > 0) & (left <= days) & (heard + days <= stood.count - 1)] = Came.DECIDED
    came[(heard < start) | ((heard >= end) & (decided < 0)) | (start >= end)] = Came.OUTSIDE
    came[(decided >= 0) & (left <= 0)] = Came.TOO_LATE
    return Outcome(came, left)
