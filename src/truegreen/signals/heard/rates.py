"""Rates: how many times as often accounts decide in the window of a signal as outside, and where the numbers are alike.

Every day of an account at risk is a trial: it gives notice on it, or not. Days of a month on which nothing happened are
one row that counts so many times; the odds of a single day are its hazard, as near as makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.risk_history import History
from truegreen.signals.heard.stands import Bools, Places, Stands
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.features import features
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.models import Past, champion
from truegreen.signals.warning.rows import Rows
from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.discrete import hazard
from truegreen.stats.panel.equations import Unfit

Floats = NDArray[np.float64]
HEARD: Final = "heard"
_NUMBERS: Final = "numbers"


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """What the numbers say of each account before each month, without anything that was heard.

    Attributes:
        score: (A, M) log odds of deciding in the month, from what was known at the end of the one before; NaN where
            nothing was known.
        words: what the numbers are.
        because: why there are none; empty where there are.
    """

    score: Floats
    words: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Days at risk, by account and month, in the window of a signal or outside.

    Attributes:
        account, month: (N,) places.
        heard: (N,) whether they lie in the window.
        days: (N,) how many.
        hit: (N,) whether the account decided on one of them.
    """

    account: Places
    month: Places
    heard: Bools
    days: Places
    hit: Bools


def numbers(history: History, labels: Labels) -> Numbers:
    """Learn what the numbers say, from all months; what was heard is not among them."""
    shape = history.here.shape
    nothing = np.full(shape, np.nan)
    if shape[1] < 2:
        return Numbers(nothing, because="fewer than two months are over")
    kinds = {*history.kinds(), "severe"}
    listed = [each for each in features(history, shape[1] - 1).listed if each.id not in kinds]
    at_risk = labels.at_risk.copy()
    at_risk[:, -1] = False
    hits = labels.hits(history.months, 1)
    account, month = np.nonzero(at_risk)
    told = ~np.isnan(hits[account, month])
    rows = Rows(account[told], month[told])
    learnt = champion(Past(listed, rows, hits[rows.account, rows.month]))
    if isinstance(learnt, Unfit):
        return Numbers(nothing, because=learnt.because)
    score = nothing.copy()
    score[rows.account, rows.month + 1] = learnt[0].score(listed, rows)
    return Numbers(score, _said(listed))


def _said(listed: Sequence[Feature]) -> tuple[str, ...]:
    return tuple(each.words for each in listed)


def stretches(stood: Stands, inside: Bools) -> Stretch:
    """Put the days at risk together, by account, month and whether they lie in the window of a signal.

    The day of a decision stands alone.
    """
    deciding = np.flatnonzero(stood.decided >= 0)
    on = stood.decided[deciding]
    quiet = stood.at_risk
    quiet[deciding, on] = False
    begins = np.flatnonzero(np.diff(stood.months, prepend=-1))
    parts = [(deciding, stood.months[on], inside[deciding, on], np.ones_like(on), np.ones(len(on), dtype=np.bool_))]
    for heard, days in ((True, quiet & inside), (False, quiet & ~inside)):
        counted = np.add.reduceat(days, begins, axis=1, dtype=np.int64)
        account, month = np.nonzero(counted)
        some = len(account)
        parts.append((account, month, np.full(some, heard), counted[account, month], np.zeros(some, dtype=np.bool_)))
    return Stretch(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def alone(told: Stretch) -> Estimate | Unfit:
    """Give the logarithm of how many times as often accounts decide in the window as outside."""
    return _fitted(told, told.heard[:, None].astype(np.float64), (HEARD,))


def beside(told: Stretch, known: Numbers) -> Estimate | Unfit:
    """Give the same between accounts and months of which the numbers say the same."""
    if known.because:
        return Unfit(known.because, (), 0, 0)
    score = known.score[told.account, told.month]
    return _fitted(told, np.column_stack([told.heard, score]), (HEARD, _NUMBERS))


def _fitted(told: Stretch, columns: Floats, names: tuple[str, ...]) -> Estimate | Unfit:
    if not len(told.days):
        return Unfit("no account is at risk on any day", (), 0, 0)
    found = hazard(columns, told.hit, told.account, names, weights=told.days)
    return found if isinstance(found, Unfit) else found.estimates[HEARD]
