"""How large a pilot has to be: what it could find in so many weeks, and what it would take to find its margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil, isfinite, sqrt
from typing import Final

from truegreen.model.finding import Finding
from truegreen.model.pilot import Pilot, Rule
from truegreen.model.pilot_size import Length, Sized, Trial
from truegreen.model.pilot_standing import Figure
from truegreen.stats.sample_size import design_effect
from truegreen.stats.trials.sizes import Setting, smallest
from truegreen.value.pilots.history import History
from truegreen.value.pilots.judging import CLAIMS, margin_of
from truegreen.value.pilots.rules import planned_bounds, times_as_many

WEEKS: Final = (1, 2, 3, 4, 6, 8, 10, 13, 17, 21, 26, 34, 43, 52)
LONGEST: Final = 520


def sized(
    pilot: Pilot,
    figure: Figure,
    history: History,
    measured: tuple[date, date],
    trial: Trial | None = None,
    findings: Sequence[Finding] = (),
) -> Sized:
    """Say what a pilot could find by how long it runs, and what it would take.

    Args:
        pilot: as written.
        figure: by what it is judged.
        history: what the records before its start say.
        measured: first and last day of these.
        trial: how its own path fares in worlds made of them.
        findings: what to know.
    """
    margin, planned = margin_of(pilot, figure), pilot.weeks or max(WEEKS)
    weeks = sorted({*WEEKS, planned}) if history.leaving is None else [planned]
    size = history.rows * planned / history.wholes if history.wholes else 1.0
    return Sized(
        pilot=pilot,
        figure=figure,
        wholes=history.wholes,
        rows_a_week=history.rows,
        mean=history.mean,
        deviation=history.deviation,
        alike=history.alike,
        design=max(1.0, design_effect(size, history.alike, history.uneven)) if size > 0 else 1.0,
        left=1 - _explained(pilot, history),
        margin=margin,
        lengths=tuple(Length(weeks=each, rows=history.rows * each, effect=found(pilot, history, each))
                      for each in weeks),
        weeks_needed=None if margin is None else _weeks(pilot, history, margin),
        wholes_needed=None if margin is None else _wholes(pilot, history, margin, planned),
        measured=measured,
        trial=trial,
        findings=findings,
    )  # fmt: skip


def found(pilot: Pilot, history: History, weeks: float, wholes: int | None = None) -> float:
    """Give the smallest difference, or margin, that is found with the power wanted; infinite if none is.

    Args:
        pilot: as written.
        history: what the records say.
        weeks: how long it runs.
        wholes: how many there would be, each with as many rows; those that there are if left out.
    """
    setting = _setting(pilot, history, weeks)
    if wholes is not None and history.wholes:
        rows = setting.rows / history.wholes * wholes
        setting = replace(setting, rows=rows, wholes=wholes if setting.wholes else None)
    if not setting.deviation > 0:
        return 0.0
    always = sqrt(times_as_many(pilot)) if pilot.stops_by is Rule.ALWAYS_VALID else 1.0
    return smallest(setting, weeks) * always


def _setting(pilot: Pilot, history: History, weeks: float) -> Setting:
    """Give what the pilot has to work with; accounts that stay or leave are one row each, however long it runs."""
    deviation, rows, wholes = history.deviation, history.rows, history.wholes
    if history.leaving is not None:
        stays = history.stays(weeks)
        deviation, rows, wholes = sqrt(stays * (1 - stays)), (history.wholes or 0) / weeks, None
    return Setting(
        deviation=deviation,
        rows=rows,
        wholes=wholes,
        correlation=history.alike,
        spread=history.uneven,
        explained=_explained(pilot, history),
        treated=float(pilot.arms[pilot.treated].in_unit("share")),
        claim=CLAIMS[pilot.goal],
        limits=planned_bounds(pilot),
        alpha=pilot.alpha,
        power=pilot.beta,
    )


def _explained(pilot: Pilot, history: History) -> float:
    return history.lasting**2 if pilot.weeks_before else 0.0


def _weeks(pilot: Pilot, history: History, margin: float) -> int | None:
    """Give the first number of weeks that finds the margin; None where none does in ten years.

    Whether accounts stay is asked at the end: more weeks are another question, and not more rows.
    """
    if history.leaving is not None or found(pilot, history, LONGEST) > margin:
        return None
    low, high = 0, LONGEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if found(pilot, history, middle) <= margin else (middle, high)
    return high


def _wholes(pilot: Pilot, history: History, margin: float, weeks: int) -> int | None:
    """Give how many wholes, with as many rows each, find the margin in some weeks; None where cases are drawn."""
    if not history.wholes:
        return None
    effect = found(pilot, history, weeks)
    if not isfinite(effect):
        return None
    guess = ceil(history.wholes * (effect / margin) ** 2 - 1e-9)
    low, high = 3, max(2 * guess, 8)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if found(pilot, history, weeks, middle) <= margin else (middle, high)
    return high
