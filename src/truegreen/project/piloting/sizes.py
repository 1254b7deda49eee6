"""How large a pilot of a project has to be, from the records before its start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from truegreen.facts.months import Progress
from truegreen.facts.store import Store
from truegreen.files.pilots import place_of
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.pilot import RETENTION, Pilot, Randomised
from truegreen.model.pilot_size import Sized
from truegreen.project.looking import View
from truegreen.project.piloting.pilots import Open
from truegreen.project.piloting.running import candidates, history
from truegreen.readings.pilot_accounts import decisions
from truegreen.readings.pilot_outcomes import Daily, untold
from truegreen.units.span import Span
from truegreen.value.pilots import worlds
from truegreen.value.pilots.assigning import Candidate
from truegreen.value.pilots.history import History, learned, of_cases, of_leaving
from truegreen.value.pilots.simulating import rehearsed
from truegreen.value.pilots.sizing import sized

MOST_WEEKS: Final = 52


def size(
    view: View, opened: Open, simulate: int = 0, seed: int = 7, progress: Progress = lambda what, done, of: None
) -> Sized | list[Finding]:  # fmt: skip
    """Say how large a pilot has to be; gives what stands in the way instead.

    Args:
        view: the run whose records are meant.
        opened: the pilot, registered or not.
        simulate: how many worlds to draw of each kind; none if 0.
        seed: of the draws.
        progress: is told how far it is.
    """
    pilot, figure = opened.judged_by, opened.figure
    if pilot is None or figure is None or has_errors(opened.findings):
        return list(opened.findings)
    at = Span(place_of(opened.name).as_posix())
    if view.came is None or pilot.column:
        says, remedy = "No records tell the figure before the start.", "Name a metric, or size it by hand."
        return [*opened.findings, error(at, "pilot-not-told", says, remedy)]
    if opened.question and (why := untold(view.state, opened.question, pilot.unit)):
        says = f"{figure.name} cannot be told by {pilot.unit}: {why}."
        return [*opened.findings, error(at, "pilot-not-told", says, "Take another unit, or another metric.")]
    last = min(pilot.starts - timedelta(days=1), view.came.date() - timedelta(days=figure.looks_ahead))
    weeks = _weeks(view, last)
    known, world = _learned(view, opened, pilot, last, weeks)
    if known is None or world is None:
        says = f"Too little was counted up to {last} to say how {figure.name} scatters."
        return [*opened.findings, error(at, "pilot-not-told", says, "Load more records, or take another metric.")]
    trial = rehearsed(pilot, figure, world, simulate, seed, progress) if simulate else None
    first = last - timedelta(days=7 * weeks - 1)
    return sized(pilot, figure, known, (first, last), trial, opened.findings)


def _weeks(view: View, last: date) -> int:
    """Give how many weeks of records are looked at: an even number, a year at most."""
    begins = date.fromisoformat(f"{view.first_month or last.isoformat()[:7]}-01")
    return max(2, min(MOST_WEEKS, (last - begins).days // 7) // 2 * 2)


def _learned(
    view: View, opened: Open, pilot: Pilot, last: date, weeks: int
) -> tuple[History | None, worlds.World | None]:
    """Learn from the records up to a day, and give worlds like them."""
    figure = opened.figure
    assert figure is not None  # noqa: S101
    if pilot.metric == RETENTION:
        known = _leaving(view, pilot, last, weeks)
        return known, worlds.of_leaving(pilot, figure, known) if known else None
    moved = (last + timedelta(days=1) - pilot.starts).days
    daily = history(view, opened, pilot, (moved - 7 * weeks, moved - 1))
    daily = Daily(daily.unit, daily.day - moved, daily.count, daily.total, daily.squares)
    if pilot.unit is Randomised.CASE and not pilot.clusters:
        known = of_cases(daily, weeks)
        return known, worlds.of_cases(pilot, figure, daily, weeks) if known else None
    cases = pilot.unit is Randomised.CASE
    units = candidates(view, _since(pilot, last, weeks) if cases else pilot, last)
    place, wholes = _wholes(units)
    whole = np.array([place.get(each, -1) for each in daily.unit.tolist()], dtype=np.intp)
    known = learned(daily, whole, wholes, weeks)
    return known, worlds.of_wholes(pilot, figure, daily, whole, weeks) if known else None


def _since(pilot: Pilot, last: date, weeks: int) -> Pilot:
    """Give the pilot as if it had begun with the records, so that its cases are those of the records."""
    return replace(pilot, starts=last - timedelta(days=7 * weeks - 1))


def _wholes(units: list[Candidate]) -> tuple[Mapping[str, int], int]:
    """Give each unit's whole, and how many wholes there are."""
    names = {name: at for at, name in enumerate(sorted({each.cluster or each.unit for each in units}))}
    return {each.unit: names[each.cluster or each.unit] for each in units}, len(names)


def _leaving(view: View, pilot: Pilot, last: date, weeks: int) -> History | None:
    """Learn how many of the accounts that were customers before the records' last weeks decided to leave in them."""
    first = last - timedelta(days=7 * weeks - 1)
    there = {each.unit for each in candidates(view, pilot, first)}
    gone = decisions(view.source.duck, Store(view.project.store), view.state, first)
    left = sum(unit in there and 0 <= day < 7 * weeks for unit, day in zip(gone.unit, gone.day, strict=True))
    return of_leaving(len(there), left, weeks)
