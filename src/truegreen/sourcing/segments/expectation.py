"""What customers expect: how soon they were promised an answer, by which channels they come, how soon they give up.

Each sign says how many times as demanding as all customers together somebody is, drawn towards the usual as far as
chance alone makes customers differ (Morris 1983): where they do not differ by more, all are as usual. Waits that ended
with an answer say only that the customer would have waited longer (``stats.queueing.patience``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.segmented import Band
from truegreen.readings.account_work import Work
from truegreen.stats.shrinkage.normal import shrunk

FAR: Final = 1.25
"""How many times as demanding as usual is high; as many times less is low."""
PROMISE, CHANNEL, PATIENCE = "promised sooner", "comes live", "gives up sooner"
Floats = NDArray[np.float64]


def signs(work: Work) -> Mapping[str, Floats]:
    """Give how many times as demanding as usual each customer is, by sign, (A,); only signs that records tell."""
    of = work.by_account
    found = {
        PROMISE: _times(of["promised"], of["promised_hours"]),
        CHANNEL: _times(of["live"], of["told"]),
        PATIENCE: _times(of["given_up"], of["waited"]),
    }
    return {name: each for name, each in found.items() if each is not None}


def _times(hits: Floats, among: Floats) -> Floats | None:
    """Give each one's rate over that of all, (A,), NaN where it has none; None where nobody has one.

    Hits go up and down by chance no more than counts of independent ones do.

    Args:
        hits: (A,) what counts: cases, live ones, waits given up.
        among: (A,) among what: hours promised, cases, seconds waited.
    """
    there = among > 0
    if not hits[there].sum() > 0:
        return None
    expected = among * hits[there].sum() / among[there].sum()
    rate = np.divide(hits, expected, out=np.full(len(hits), np.nan), where=there)
    return shrunk(rate, np.divide(1.0, expected, out=np.full(len(hits), np.nan), where=there)).means


def band(times: float) -> Band | None:
    """Say in a word how demanding somebody is; None where nobody knows.

    >>> [str(band(each)) for each in (0.5, 1.0, 1.3)]
    ['low', 'usual', 'high']
    """
    if not np.isfinite(times):
        return None
    return Band.HIGH if times >= FAR else Band.LOW if times <= 1 / FAR else Band.USUAL
