"""Now: what is told of every account at risk at the end of the last month, and what pulls it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.model.warning import Cause
from truegreen.readings.risk_history import History
from truegreen.signals.warning.feature import Features
from truegreen.signals.warning.features import features
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.models import Past
from truegreen.signals.warning.origins import Setting, past_rows
from truegreen.signals.warning.recalibrated import AS_IT_IS, Correction
from truegreen.signals.warning.rows import Floats, Rows
from truegreen.signals.warning.sayings import learner_of
from truegreen.stats.intervals import z_of
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.links import chance_of


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """What is told of the accounts at risk.

    Attributes:
        rows: their places, and the month.
        score: (N,) log odds of deciding within the horizon: ``base`` and the pulls of a row add up to it.
        low, high: (N,) ends of its 95 % interval; the score itself where the model knows no error.
        base: score of the usual account.
        pulls: (N, F) what each feature brings.
        usual: (F,) the mean of each feature as people read it; NaN where nobody knows it.
        found: the features.
    """

    rows: Rows
    score: Floats
    low: Floats
    high: Floats
    base: float
    pulls: Floats
    usual: Floats
    found: Features

    @property
    def chance(self) -> Floats:
        """Give the chance of deciding within the horizon, (N,)."""
        return chance_of(self.score)

    def causes(self, at: int) -> tuple[Cause, ...]:
        """Say what pulls one account's score, the strongest first, whichever way.

        Args:
            at: its place among the rows.
        """
        account, month = int(self.rows.account[at]), int(self.rows.month[at])
        made = []
        for each, pull, usual in zip(self.found.listed, self.pulls[at], self.usual, strict=True):
            value = float(each.shown[account, month])
            made.append(
                Cause(
                    feature=each.id, words=each.words, value=_known(value), usual=_known(float(usual)), unit=each.unit,
                    pull=float(pull),
                )
            )  # fmt: skip
        return tuple(sorted(made, key=lambda each: -abs(each.pull)))


def told_now(
    history: History,
    labels: Labels,
    setting: Setting,
    contender: str,
    mend: Correction = AS_IT_IS,
    ridge: float | None = None,
) -> Now | Unfit:
    """Say what is told of every account at risk at the end of the last month, or why nothing can be.

    Args:
        history: what was known.
        labels: who decided when.
        setting: horizon, and seed.
        contender: which way of telling is used.
        mend: what makes its chances right, by what came of earlier ones.
        ridge: how strongly columns are held back; chosen anew if left out.
    """
    place = len(history.months) - 1
    found, hits = features(history, place), labels.hits(history.months, setting.horizon)
    past = past_rows(labels, hits, place, setting.horizon)
    made = learner_of(contender)(
        Past(found.listed, past, hits[past.account, past.month], ridge, setting.seed, with_doubt=True)
    )
    if isinstance(made, Unfit):
        return made
    model, account = made[0], np.flatnonzero(labels.at_risk[:, place]).astype(np.intp)
    rows = Rows(account, np.full(len(account), place, dtype=np.intp))
    score = mend.constant + mend.slope * model.score(found.listed, rows)
    known = {name: at for at, name in enumerate(model.features)}
    pulls = np.zeros((len(rows), len(found.listed)))
    told = mend.slope * model.pulls(found.listed, rows)
    for at, each in enumerate(found.listed):
        if each.id in known:
            pulls[:, at] = told[:, known[each.id]]
    reach = np.nan_to_num(z_of(0.95) * abs(mend.slope) * model.doubt(found.listed, rows))
    base = float((score - pulls.sum(axis=1)).mean()) if len(rows) else 0.0
    usual = np.array([_mean(each.shown[account, place]) for each in found.listed])
    return Now(rows, score, score - reach, score + reach, base, pulls, usual, found)


def _mean(shown: Floats) -> float:
    return float(np.nanmean(shown)) if np.isfinite(shown).any() else float("nan")


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def monthly(chance: float, months: int) -> float:
    """Give the chance of a month, if all months of the horizon were alike.

    >>> round(monthly(0.271, 3), 4)
    0.1
    """
    return float(-np.expm1(np.log1p(-min(chance, 1 - 1e-12)) / months))
