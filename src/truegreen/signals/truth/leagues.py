"""League tables: the members of a slice beside each other, raw, and with the mix of their work taken out.

Whoever gets the hard work looks bad in a raw table. What a member's mix has everywhere (the answers of the same contact
type, segment and month, whoever did the work) is what is expected of it; the distance from that is its own (indirect
standardisation). Where few answered to the same work in a month, what is expected leans on the year, then on all work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Final

import numpy as np

from truegreen.model.truth import Band, Count, League, Standing
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.counts import count
from truegreen.signals.truth.pieces import Floats, Yes
from truegreen.signals.truth.sides import Sides
from truegreen.stats.charts.funnel import ratio_funnel, share_funnel
from truegreen.stats.intervals import wilson
from truegreen.units.period import Period

LEAN: Final = 10.0
"""Answers that a wider group counts for where a narrower one has few."""
_MIX: Final = ("contact_type", "segment", "channel")


def leagues(grids: Sequence[Grid], sides: Sequence[Sequence[Sides]], period: Period | None) -> tuple[League, ...]:
    """Give a league table for every level that is a share, and every slice with more than one member."""
    return tuple(
        _league(grid, each, by, _within(grid, period))
        for grid, each in zip(grids, sides, strict=True)
        if grid.counted[grid.level].question.formula.unit == "share"
        for by in range(len(grid.by))
        if len({members[by] for members in grid.members}) > 1 and _within(grid, period).any()
    )


def _within(grid: Grid, period: Period | None) -> Yes:
    asked = [period is None or (period.start <= each.start and each.end <= period.end) for each in grid.months]
    return np.array(asked, dtype=np.bool_)


def _league(grid: Grid, sides: Sequence[Sides], by: int, months: Yes) -> League:
    level = grid.counted[grid.level]
    hits, of = (np.where(months[None, :], each, 0).astype(np.float64) for each in (level.hits, level.of))
    expected = _expected(grid, by, hits, of)
    names = sorted({members[by] for members in grid.members})
    own = [np.array([members[by] == name for members in grid.members], dtype=np.bool_) for name in names]
    unhappy, usual = (of - hits, (1 - expected) * of) if _higher(level) else (hits, expected * of)
    distances = _distances([float(unhappy[each].sum()) for each in own], [float(usual[each].sum()) for each in own])
    last = int(np.flatnonzero(months)[-1])
    contracted = [name for name in sides[last].contracted if name in grid.counted]
    overall = hits.sum() / of.sum() if of.sum() else 0.0
    rows = [
        _standing(grid, name, units, months, last, contracted, overall, float((expected * of)[units].sum()), distance)
        for name, units, distance in zip(names, own, distances, strict=True)
    ]
    sign = 1 if _higher(level) else -1
    rows.sort(key=lambda row: (row.adjusted is None, sign * (row.adjusted or 0.0), row.member))
    bands = _bands(rows, float(overall)) if of.sum() else ()
    return League(level=grid.level, by=grid.by[by], rows=tuple(rows), centre=float(overall), bands=bands)


def _bands(rows: Sequence[Standing], overall: float) -> tuple[Band, ...]:
    """Give the limits of a funnel over the adjusted shares."""
    told = [(row.adjusted, row.answers.of) for row in rows if row.adjusted is not None]
    made = share_funnel([share * of for share, of in told], [of for _, of in told], overall)
    return tuple(
        Band(
            confidence=each.confidence, wide=each.adjusted,
            line=tuple(zip(each.sizes, each.lows, each.highs, strict=True)),
        )
        for each in made.curves
    )  # fmt: skip


def _higher(level: Counted) -> bool:
    return level.question.formula.metric.better == "higher"


def _expected(grid: Grid, by: int, hits: Floats, of: Floats) -> Floats:
    """Give the share expected in every unit and month: that of the same work, whoever did it."""
    mix = [place for place, name in enumerate(grid.by) if place != by and name in _MIX]
    alike: list[Callable[[int, int], Hashable]] = [
        lambda unit, month: (*(grid.members[unit][place] for place in mix), month),
        lambda unit, month: tuple(grid.members[unit][place] for place in mix),
    ]
    share = np.full(of.shape, hits.sum() / of.sum() if of.sum() else 0.0)
    for key in reversed(alike):
        sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
        places = list(np.ndindex(*of.shape))
        for place in places:
            held = sums[key(*place)]
            held[0] += float(hits[place])
            held[1] += float(of[place])
        share = np.array([(sums[key(*place)][0] + LEAN * share[place]) / (sums[key(*place)][1] + LEAN)
                          for place in places]).reshape(of.shape)  # fmt: skip
    return share


def _distances(observed: Sequence[float], expected: Sequence[float]) -> list[float | None]:
    """Give how many standard errors the discontent of each member lies from what its mix has, discontent above zero."""
    if not sum(expected):
        return [None] * len(observed)
    return [each.z if each.adjusted is None else each.adjusted for each in ratio_funnel(observed, expected).peers]


def _standing(
    grid: Grid,
    name: str,
    units: Yes,
    months: Yes,
    last: int,
    contracted: Sequence[str],
    overall: float,
    expected: float,
    distance: float | None,
) -> Standing:
    where = units[:, None] & months[None, :]
    everywhere = np.broadcast_to(months[None, :], where.shape)
    answers, *kept = (_count(grid, each, where, everywhere, last) for each in (grid.level, *contracted))
    if not answers.of:
        return Standing(member=name, answers=answers, expected=None, adjusted=None, low=None, high=None, kept=kept)
    usual, raw = expected / answers.of, answers.hits / answers.of
    low, high = (min(max(overall + each - usual, 0.0), 1.0) for each in wilson(answers.hits, answers.of))
    adjusted = min(max(overall + raw - usual, 0.0), 1.0)
    return Standing(
        member=name, answers=answers, expected=usual, adjusted=adjusted, low=low, high=high, kept=kept,
        distance=distance,
    )  # fmt: skip


def _count(grid: Grid, name: str, where: Yes, everywhere: Yes, last: int) -> Count:
    return count(grid.counted[name], where, everywhere, last)
