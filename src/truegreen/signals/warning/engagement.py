"""Engagement as features: whether accounts do less of their own accord, and how surprising a silence is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.readings.account_months import Grid
from truegreen.readings.risk_history import Engaged, History
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.pooled import against_before
from truegreen.signals.warning.rhythms import silence


def engagement(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Say whether accounts do less of their own accord than they used to, and how surprising a silence is."""
    if known.engaged is None or not len(known.engaged.day):
        why = "the records have no engagement: orders, logins, reviews, references, training"
        left_out |= {"engagement": why, "silence": why}
    else:
        moved = against_before(_counted(known, known.engaged), known.here)
        yield Feature(id="engagement", words="engagement of three months against the nine before", unit="ratio",
                      shown=np.exp(moved), columns={"engagement": moved}, worse=-1)  # fmt: skip
        quiet = silence(known, known.engaged)
        yield Feature(id="silence", words="how surprising its silence is, by its own rhythm", unit="score",
                      shown=quiet, columns={"silence": quiet}, worse=1)  # fmt: skip
    if "use" in known.counts:
        moved = against_before(known.counts["use"], known.here)
        yield Feature(id="use", words="use of three months against the nine before", unit="ratio",
                      shown=np.exp(moved), columns={"use": moved}, worse=-1)  # fmt: skip
    else:
        left_out["use"] = known.missing.get("use", "the records do not tell it")


def _counted(known: History, engaged: Engaged) -> Grid:
    """Give the events by account and month, (A, M)."""
    place = (engaged.day.astype("datetime64[M]") - known.months[0]).astype(np.int64)
    count = np.zeros(known.here.shape)
    np.add.at(count, (engaged.account, np.maximum(place, 0)), 1.0)
    return count
