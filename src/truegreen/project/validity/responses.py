"""Dose and response of an agreement: each duration of a surveyed case against each outcome, and where it pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.clocks.tables import full_name
from truegreen.facts.store import Store
from truegreen.model.agreement import Agreement
from truegreen.model.validity import Bands, Response
from truegreen.project.looking import View
from truegreen.readings.contact_doses import (
    EARLY,
    INSIDE,
    banded,
    knots_of,
    usual_hours_by_clock,
    usual_hours_due,
)
from truegreen.readings.contact_moments import bend, hinged, stepped
from truegreen.readings.contacts import OUTCOME, Contacts
from truegreen.readings.questions import Question
from truegreen.readings.specs import CLOCK
from truegreen.signals.validity.doses import Dosed, bands_around
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Moments
from truegreen.stats.validity.bands import bands
from truegreen.stats.validity.dose import Dose, dose
from truegreen.stats.validity.segments import Shape
from truegreen.stats.validity.verdicts import Better

TO_RESOLVE, TO_ANSWER, BY_CLOCK = "hours-to-resolve", "seconds-to-answer", "hours-by-"
DRAWS: Final = 499
LEAST_ALIKE: Final = 4
"""Cases that must be alike, on average, lest rows of different accounts err together."""
FEWEST: Final = 200
"""Cases below which no shape is looked for."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where the contract pays: until which value, and by which measure."""

    pays: float
    measure: str


def dosed(
    view: View, agreement: Agreement, held: Contacts, asked: Mapping[str, Question], outcome: Question
) -> Iterator[Dosed]:
    """Measure how an outcome of surveys answers to each duration of the surveyed cases.

    Args:
        view: the run.
        agreement: whose thresholds are asked about.
        held: the surveyed cases.
        asked: the agreement's questions, by measure.
        outcome: the experience level.
    """
    for name, figure in held.figures.items():
        if not figure.is_measure and (name in (TO_RESOLVE, TO_ANSWER) or name.startswith(BY_CLOCK)):
            yield _dosed(view, held, name, _threshold(view, agreement, held, name, _near(asked, outcome)))


def _dosed(view: View, held: Contacts, name: str, threshold: Threshold | None) -> Dosed:
    figure, duck = held.figures[name], view.source.duck
    response = Response(
        figure=name, words=figure.words, unit=figure.unit, outcome=held.outcome.id, outcome_unit=held.outcome.unit,
        shape=str(Shape.NOTHING), pays=threshold.pays if threshold else None,
        measure=threshold.measure if threshold else "", bands=_bands(view, held, name, threshold), rows=figure.known,
    )  # fmt: skip
    knots, top = knots_of(duck, held, name, [threshold.pays] if threshold else [])
    steps = stepped(duck, held, name, knots) if knots else {}
    nothing = np.zeros(0)
    count, total, sums = (steps.get(each, nothing) for each in ("count", "total", "figure"))
    mean = np.divide(sums, count, out=np.full(len(count), np.nan), where=count > 0)
    return Dosed(
        response=response,
        dose=_fitted(view, held, name, knots, top),
        count=count,
        mean=mean,
        level=float(total.sum() / count.sum()) if count.sum() else float("nan"),
    )


def _fitted(view: View, held: Contacts, name: str, knots: tuple[float, ...], top: float) -> Dose | Unfit:
    figure = held.figures[name]
    if figure.known < FEWEST:
        return Unfit(f"of {FEWEST} cases that a shape needs there are {figure.known}", (name,), figure.known, 0)
    if len(knots) < 2:
        return Unfit("it hardly differs from case to case", (name,), figure.known, 0)
    moments = _hinged(view, held, name, knots, top)
    better: Better = "lower" if held.outcome.better == "lower" else "higher"
    return dose(moments, OUTCOME, name, {each: bend(name, each) for each in knots}, better=better, draws=DRAWS)


def _hinged(view: View, held: Contacts, name: str, knots: tuple[float, ...], top: float) -> Moments:
    """Give the moments with like held against like, as alike as leaves each case some others to be held against."""
    for last in range(len(held.strata), -1, -1):
        made = hinged(view.source.duck, held, name, knots, top=top, alike=held.strata[:last])
        if made.moments.rows >= LEAST_ALIKE * made.strata:
            break
    return made.moments


def _bands(view: View, held: Contacts, name: str, threshold: Threshold | None) -> Bands | None:
    if threshold is None:
        return None
    inside, early = bands_around(threshold.pays)
    found = bands(banded(view.source.duck, held, name, inside, early), OUTCOME, INSIDE, EARLY)
    if found is None:
        return None
    return Bands(inside=found.inside, early=found.before, within=inside, before=early[1], difference=found.difference)


def _threshold(view: View, agreement: Agreement, held: Contacts, name: str, near: list[Question]) -> Threshold | None:
    store, duck = Store(view.project.store), view.source.duck
    if name == TO_RESOLVE:
        by = next((each.id for each in near if str(each.formula.spec).startswith("on_time.by_target")), "")
        hours = usual_hours_due(duck, store, view.state, held)
        return Threshold(hours, by) if hours else None
    if name == TO_ANSWER:
        told = ((each.id, dict(each.formula.spec.parameters).get("within_seconds")) for each in near)
        return next((Threshold(float(str(seconds)), each) for each, seconds in told if seconds), None)
    clock = full_name(agreement.agreement, name.removeprefix(BY_CLOCK))
    by = next((each.id for each in near if dict(each.formula.spec.parameters).get(CLOCK) == clock), "")
    hours = usual_hours_by_clock(duck, store, view.state, held, clock)
    return Threshold(hours, by) if hours else None


def _near(asked: Mapping[str, Question], outcome: Question) -> list[Question]:
    """Give the measures that speak of the same work as the outcome: its own service's first, then those of all."""
    same = [each for each in asked.values() if each.scope == outcome.scope]
    return [*same, *(each for each in asked.values() if each not in same and not each.scope.only)]
