"""Shares as features: how content customers are, what came back, what was in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_months import Grid
from truegreen.readings.risk_history import History
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.pooled import BEFORE, RECENT, last
from truegreen.stats.shrinkage.beta_binomial import beta_binomial

ALIKE: Final = 0.05
"""Standard deviation of log odds below which accounts are taken to be alike."""
FEW: Final = 4
"""Usual cases that are counted in with everybody's own, so that one odd case of one is no disaster."""
RATES: Final = (
    ("satisfaction", "content", "answers", "share of customers content", -1),
    ("returns", "returns", "cases", "share of cases that came back within a week", 1),
    ("reopened", "reopened", "resolved", "share of cases reopened, of those resolved", 1),
    ("attainment", "in time", "due", "share of cases resolved in time", -1),
    ("escalated", "escalated", "resolved", "share of cases escalated", 1),
)


def rates(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Give shares, drawn towards that of all, and how satisfaction moved."""
    for name, hits, among, words, worse in RATES:
        if hits not in known.counts or among not in known.counts:
            left_out[name] = known.missing.get(hits) or known.missing.get(among) or f"the records have no {among}"
            continue
        hit, count = known.counts[hits], known.counts[among]
        now = _drawn(last(hit, RECENT), last(count, RECENT), known)
        if now is None:
            left_out[name] = f"there are no {among} yet"
            continue
        if np.std(_logit(now)[known.here]) < ALIKE:
            left_out[name] = "accounts differ by no more than chance"
            continue
        said = f"{words}, last three months"
        yield Feature(id=name, words=said, unit="share", shown=now, columns={name: _logit(now)}, worse=worse)
        before = _drawn(last(hit, BEFORE, RECENT), last(count, BEFORE, RECENT), known)
        if before is not None and np.std((_logit(now) - _logit(before))[known.here]) >= ALIKE:
            moved = f"how much the {words} moved against the nine months before"
            yield Feature(id=f"{name}-moved", words=moved, unit="share a month", shown=(now - before) / 6,
                          columns={f"{name}-moved": _logit(now) - _logit(before)}, worse=worse)  # fmt: skip


def failed(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Give the share of cases that failed in either way: came back, or were reopened.

    Both together say more than each drawn far towards all; who is hit by both is not hit half as hard by each.
    """
    if not {"returns", "reopened", "cases"} <= known.counts.keys():
        left_out["failed"] = "the records do not tell both which cases came back and which were reopened"
        return
    hits = last(known.counts["returns"] + known.counts["reopened"], RECENT)
    count = last(known.counts["cases"], RECENT)
    usual = hits[known.here].sum() / max(count[known.here].sum(), 1.0)
    now = (hits + FEW * usual) / (count + FEW)
    if np.std(now[known.here]) > 0:
        words = "times that cases came back or were reopened, of all cases, last three months"
        yield Feature(id="failed", words=words, unit="share", shown=now, columns={"failed": now}, worse=1)


def _drawn(hits: Grid, counts: Grid, known: History) -> Grid | None:
    """Draw shares towards that of all, as windows that do not overlap tell how much accounts differ."""
    apart = slice(hits.shape[1] - 1, None, -RECENT)
    there = known.here[:, apart] & (counts[:, apart] > 0)
    hits = np.minimum(hits, counts)
    if there.sum() < 2:
        return None
    prior = beta_binomial(hits[:, apart][there], counts[:, apart][there])
    return np.asarray((prior.a + hits) / (prior.precision + counts))


def _logit(share: NDArray[np.float64]) -> Grid:
    held = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held) - np.log1p(-held))
