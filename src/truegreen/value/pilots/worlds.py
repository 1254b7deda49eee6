"""Worlds like the records before a pilot's start, drawn by chance, with something in them or nothing.

A world draws wholes again from those there are, each with its own rows of some weeks, puts them into arms by chance,
and adds to the treated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truegreen.model.pilot import Pilot, Registered
from truegreen.model.pilot_standing import Figure
from truegreen.readings.pilot_outcomes import Daily
from truegreen.value.pilots.history import History
from truegreen.value.pilots.outcomes import Floats, Outcomes, Truths

Chance: TypeAlias = np.random.Generator
World: TypeAlias = Callable[[float, Chance], Outcomes]
"""Draws a world in which so much is added to the treated."""
YEAR: Final = 52


def days_of(pilot: Pilot) -> int:
    """Give how many days a world lasts: those planned, or a year."""
    return 7 * (pilot.weeks or YEAR)


def of_wholes(pilot: Pilot, figure: Figure, found: Daily, whole: NDArray[np.intp], weeks: int) -> World:
    """Give worlds of wholes that go on as they did, week after week of the records, begun at a week drawn by chance.

    Args:
        pilot: as written.
        figure: by what it is judged.
        found: sums by unit and day before the start.
        whole: (R,) the whole of each row; below nought for none.
        weeks: how many weeks before the start they are of.
    """
    rows = np.flatnonzero((whole >= 0) & (found.day < 0) & (found.day >= -7 * weeks))
    rows = rows[np.argsort(whole[rows], kind="stable")]
    names, starts = np.unique(whole[rows], return_index=True)
    sizes, lasts, span = np.diff([*starts, len(rows)]), days_of(pilot), 7 * weeks

    def drawn(added: float, chance: Chance) -> Outcomes:
        again = chance.integers(len(names), size=len(names))
        place = np.repeat(np.arange(len(again)), sizes[again])
        picked = rows[np.concatenate([np.arange(starts[each], starts[each] + sizes[each]) for each in again])]
        shifted = (found.day[picked] + span + 7 * int(chance.integers(weeks))) % span
        turns = range(-(-lasts // span))
        day = np.concatenate([shifted + span * turn for turn in turns])
        kept = day < lasts
        place, picked = np.tile(place, len(turns))[kept], np.tile(picked, len(turns))[kept]
        treated = _arms(pilot, len(again), chance)
        total = found.total[picked] + added * found.count[picked] * treated[place]
        return _outcomes(pilot, figure, treated, (place, day[kept]), found.count[picked], total)

    return drawn


def of_cases(pilot: Pilot, figure: Figure, found: Daily, weeks: int) -> World:
    """Give worlds of cases, as many a week as there were."""
    rows = np.flatnonzero((found.day < 0) & (found.day >= -7 * weeks))
    lasts = days_of(pilot)
    many = max(2, round(len(rows) * lasts / (7 * weeks)))

    def drawn(added: float, chance: Chance) -> Outcomes:
        picked, treated = rows[chance.integers(len(rows), size=many)], _arms(pilot, many, chance)
        day = chance.integers(lasts, size=many)
        total = found.total[picked] + added * found.count[picked] * treated
        return _outcomes(pilot, figure, treated, (np.arange(many), day), found.count[picked], total)

    return drawn


def of_leaving(pilot: Pilot, figure: Figure, history: History) -> World:
    """Give worlds of accounts that leave as often as they did; what is added is kept of the treated at the end."""
    lasts, many = days_of(pilot), history.wholes or 0
    daily, stays = (history.leaving or 0.0) / 7, history.stays(days_of(pilot) / 7)

    def drawn(added: float, chance: Chance) -> Outcomes:
        treated = _arms(pilot, many, chance)
        rates = np.where(treated, -log(min(max(stays + added, 1e-9), 1.0)) / lasts, daily)
        day = np.floor(chance.exponential(size=many) / np.maximum(rates, 1e-12))
        gone = np.flatnonzero(day < lasts)
        place = np.concatenate([np.arange(many), gone])
        days = np.concatenate([np.zeros(many), day[gone]]).astype(np.int64)
        count = np.concatenate([np.ones(many), np.zeros(len(gone))])
        return _outcomes(pilot, figure, treated, (place, days), count, np.where(count > 0, 1.0, -1.0))

    return drawn


def _arms(pilot: Pilot, many: int, chance: Chance) -> Truths:
    treated = np.zeros(many, dtype=np.bool_)
    share = float(pilot.arms[pilot.treated].in_unit("share"))
    treated[chance.permutation(many)[: round(share * many)]] = True
    return treated


def _outcomes(
    pilot: Pilot, figure: Figure, treated: Truths, at: tuple[NDArray[np.intp], NDArray[np.int64]], count: Floats,
    total: Floats,
) -> Outcomes:  # fmt: skip
    many = len(treated)
    return Outcomes(
        registered=Registered(pilot=replace(pilot, before_weeks=0), on=pilot.starts, digest=""),
        figure=figure,
        units=np.array([f"{each:09d}" for each in range(many)], dtype=np.str_),
        treated=treated,
        whole=np.arange(many),
        stratum=np.zeros(many, dtype=np.intp),
        strata=("",),
        enrolled=np.zeros(many, dtype=np.int64),
        place=at[0].astype(np.intp),
        day=at[1].astype(np.int64),
        count=count,
        total=total,
        before=np.zeros((many, 2)),
    )
