"""How a contender did: its ranking, alerts, lead and chances, on months it had not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.model.backtest import Bin, Contender, Order
from truegreen.readings.risk_history import History
from truegreen.signals.warning.alerts import alerted
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.leads import led
from truegreen.signals.warning.origins import Setting
from truegreen.signals.warning.rows import Floats
from truegreen.signals.warning.sayings import Sayings
from truegreen.stats.estimate import Estimate
from truegreen.stats.foretold.calibration import calibration, mean_over_time
from truegreen.stats.foretold.ranking import auc, auc_by_moment
from truegreen.stats.foretold.shares import median, share
from truegreen.stats.panel.links import chance_of

BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Sayings with what came of them.

    Attributes:
        said: the sayings.
        hit: (N,) whether a decision followed within the horizon; NaN where nobody can know yet.
        told: (N,) whether the owner would have been told.
        revenue: (N,) of the account then; NaN where not known.
        owner: (N,) place of its owner then; −1 where not known.
        noticed: (N,) whether the account had given notice by then.
    """

    said: Sayings
    hit: Floats
    told: NDArray[np.bool_]
    revenue: Floats
    owner: NDArray[np.intp]
    noticed: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Say of which sayings it is known what came of them."""
        return np.isfinite(self.hit) & np.isfinite(self.said.score)


def judged(history: History, labels: Labels, setting: Setting, said: Sayings, order: Order | None = None) -> Judged:
    """Put what came of sayings beside them, with the alerts that would have been given."""
    at = (said.account, said.month)
    hit = labels.hits(history.months, setting.horizon)[at]
    revenue, owner = history.revenue[at], history.owners.codes[at]
    by = (order or setting.order) if said.has_chances else Order.CHANCE
    told = alerted(said.score, revenue, owner, by, setting.budget, said.month)
    return Judged(said, hit, told, revenue, owner, labels.noticed[at])


def contender(history: History, labels: Labels, setting: Setting, found: Judged, words: str) -> Contender:
    """Say how a contender did."""
    said, known = found.said, found.known
    account, hit, told = said.account[known], found.hit[known], found.told[known]
    paid = np.nan_to_num(np.maximum(found.revenue[known], 0.0))
    leads = led(history, labels, said, found.told)
    right = calibration(said.score[known], hit, account) if said.has_chances else None
    return Contender(
        id=said.id,
        words=words,
        auc=auc(said.score[known], hit, account, said.month[known]),
        precision=share(told * hit, told.astype(np.float64), account),
        recall=share(told * hit, hit, account),
        value_recall=share(told * hit * paid, hit * paid, account),
        lead_days=median(leads.days),
        already=_already(history, found),
        slope=right.slope if right else None,
        in_the_large=right.in_the_large if right else None,
        brier=right.brier if right else None,
        brier_base=_base(labels, history, setting, found) if right else None,
        alerts=int(told.sum()),
        hits=int((told * hit).sum()),
        decisions=int(hit.sum()),
        judged=int(known.sum()),
        losses=len(leads.account),
        warned=leads.warned,
        warned_by_chance=leads.by_chance,
    )


def _already(history: History, found: Judged) -> Estimate | None:
    """Give the share of alerts for accounts that had given notice; None where no notice is recorded."""
    if np.isnat(history.decided_on).all():
        return None
    return share(found.told & found.noticed, found.told.astype(np.float64), found.said.account)


def _base(labels: Labels, history: History, setting: Setting, found: Judged) -> float | None:
    """Give the mean squared error of telling everybody the share that was known at the time."""
    hits = labels.hits(history.months, setting.horizon)
    known = found.known
    error = 0.0
    for place in np.unique(found.said.month[known]):
        past = hits[:, : max(place - setting.horizon - labels.delay + 1, 0)]
        rows = known & (found.said.month == place)
        error += float(((found.hit[rows] - np.nanmean(past)) ** 2).sum())
    return error / int(known.sum()) if known.any() else None


def by_month(found: Judged) -> dict[int, float]:
    """Give each month's own share of pairs ranked rightly; NaN where it has none."""
    known = found.known
    places, values = auc_by_moment(found.said.score[known], found.hit[known], found.said.month[known])
    return {int(str(place)): float(value) for place, value in zip(places, values, strict=True)}


def difference(one: Judged, champion: Judged, horizon: int) -> Estimate | None:
    """Say by how much one ranks better than the champion, month by month, knowing that horizons overlap."""
    mine, others = by_month(one), by_month(champion)
    gaps = [mine[at] - others[at] for at in sorted(mine.keys() & others.keys())]
    return mean_over_time(gaps, horizon - 1, "foretold.ranking.difference")


def bins(found: Judged, many: int = BINS) -> list[Bin]:
    """Group sayings by their chance, equally many in each, and say how many decided."""
    known = found.known
    chance, hit, account = chance_of(found.said.score[known]), found.hit[known], found.said.account[known]
    order = np.argsort(chance, kind="stable")
    made = []
    for part in np.array_split(order, min(many, len(order))) if len(order) else ():
        happened = share(hit[part], np.ones(len(part)), account[part])
        if happened:
            made.append(
                Bin(
                    low=float(chance[part].min()), high=float(chance[part].max()), count=len(part),
                    foretold=float(chance[part].mean()), happened=happened.value, happened_low=happened.low,
                    happened_high=happened.high,
                )
            )  # fmt: skip
    return made
