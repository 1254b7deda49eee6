"""Looks at a running pilot: the difference on each planned day against the limit that was registered for it.

Only planned looks are taken, each of what was known by its own day, so that looking more often shows nothing more.
Under the rule always-valid any day may be looked at; the picture takes the end of every week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import inf
from statistics import NormalDist
from typing import Final

from truegreen.model.pilot import RETENTION, Pilot, Rule
from truegreen.model.pilot_found import Look
from truegreen.value.pilots.comparing import Compared, compared
from truegreen.value.pilots.judging import judgement, margin_of
from truegreen.value.pilots.outcomes import Outcomes
from truegreen.value.pilots.rules import always_limit, limits, times, times_as_many

EVERY_DAYS: Final = 7
FEWEST_WHOLES, FEWEST_ROWS = 24, 200
"""Below these the rule always-valid says nothing: it promises for many."""


def looks(outcomes: Outcomes, known: date, asked: date) -> list[Look]:
    """Give the planned looks whose days are over and known; none of them sees more than its own day.

    Args:
        outcomes: of a pilot whose arms may be compared.
        known: the last day of which enough is known.
        asked: the day that is asked about; only with the rule always-valid it is a look itself.
    """
    pilot = outcomes.registered.pilot
    if pilot.stops_by is Rule.ALWAYS_VALID:
        return [*_any_day(outcomes, min(known, asked))]
    return [*_planned(outcomes, min(known, asked))]


def _planned(outcomes: Outcomes, last: date) -> Iterator[Look]:
    pilot = outcomes.registered.pilot
    wide, narrow = limits(pilot, pilot.two_sided), limits(pilot, min(2 * pilot.alpha, 0.99))
    for at, (day, share) in enumerate(zip(pilot.look_days, times(pilot), strict=True)):
        found = compared(outcomes, outcomes.day_of(day)) if day <= last else None
        if found is not None:
            yield _look(outcomes, found, at + 1, day, share, (wide[at], narrow[at]))


def _any_day(outcomes: Outcomes, last: date) -> Iterator[Look]:
    """Give the look of the last day, and before it those of every week's end, for the picture."""
    pilot = outcomes.registered.pilot
    weeks = range(EVERY_DAYS - 1, outcomes.day_of(last), EVERY_DAYS)
    for day in (*(pilot.starts + timedelta(days=each) for each in weeks), *([last] if last >= pilot.starts else [])):
        found = compared(outcomes, outcomes.day_of(day))
        if found is not None:
            share = ((day - pilot.starts).days + 1) / (7 * pilot.weeks) if pilot.weeks else None
            yield _look(outcomes, found, 0, day, share, always_limits(outcomes, found))


def always_limits(outcomes: Outcomes, found: Compared) -> tuple[float, float]:
    """Give the limits of the rule always-valid for the goal and for claims against the margin; none before many."""
    pilot = outcomes.registered.pilot
    if sum(found.wholes) < FEWEST_WHOLES or found.rows < FEWEST_ROWS:
        return inf, inf
    share = _information(outcomes, found) or 1.0
    return always_limit(share, pilot.two_sided), always_limit(share, min(2 * pilot.alpha, 0.99))


def _look(
    outcomes: Outcomes, found: Compared, number: int, day: date, share: float | None, bound: tuple[float, float]
) -> Look:
    wide, narrow = (found.estimate(each) for each in bound)
    pilot = outcomes.registered.pilot
    early = pilot.metric == RETENTION and pilot.ends is not None and day < pilot.ends
    ends = (-inf, inf) if early else (narrow.low, narrow.high)  # Its margin is one of the end: all begin alike.
    return Look(
        number=number,
        day=day,
        planned=share,
        information=None if early else _information(outcomes, found),
        z=found.z,
        bound=bound[0],
        estimate=wide,
        narrow=ends,
        verdict=judgement(pilot, outcomes.figure, wide, ends).verdict,
    )


def _information(outcomes: Outcomes, found: Compared) -> float | None:
    """Give the information so far as a share of what the margin needs; None without a margin."""
    margin = margin_of(outcomes.registered.pilot, outcomes.figure)
    if margin is None or not found.error > 0:
        return None
    return 1 / found.error**2 / needed(outcomes.registered.pilot, margin)


def needed(pilot: Pilot, margin: float) -> float:
    """Give the information, 1 / error², that finds the margin with the power wanted under the rule."""
    normal = NormalDist()
    reach = normal.inv_cdf(1 - pilot.two_sided / 2) + normal.inv_cdf(pilot.beta)
    return (reach / margin) ** 2 * times_as_many(pilot)


def next_look(pilot: Pilot, last: date) -> date | None:
    """Give the day of the next planned look after one; None where no more is planned."""
    return next((day for day in pilot.look_days if day > last), None)
