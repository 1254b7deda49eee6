"""KPI validity of an agreement, from the facts of a run: every figure against every outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truegreen.facts.store import Store
from truegreen.facts.tables import FEEDBACK
from truegreen.model.agreement import Agreement, Role, Versions
from truegreen.model.finding import Finding, warning
from truegreen.model.validity import Advice, Figure, Grain, Link, Outcome, Part, Said, Validity
from truegreen.project.looking import View
from truegreen.project.validity_responses import dosed
from truegreen.readings.contact_moments import jointly, pairs, query_of
from truegreen.readings.contacts import OUTCOME, Contacts, contacts
from truegreen.readings.panel import Panel
from truegreen.readings.panels import panel
from truegreen.readings.questions import Question, questions
from truegreen.readings.rows import shown
from truegreen.signals.validity import RATE, Asked, advised, links, material_of, told_first
from truegreen.signals.validity_doses import Dosed, responses
from truegreen.signals.validity_links import Measured, measured
from truegreen.signals.validity_months import HOLDS, LEAVES, by_month, ceiling
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.validity.importance import MOST, importance
from truegreen.stats.validity.verdicts import MATERIAL, Better, is_aligned
from truegreen.units.period import Period, parse_period

Progress: TypeAlias = Callable[[str, int, int], None]
CHURN: Final = "logo_churn"
"""The metric whose months are replaced by the months in which accounts decided to leave."""
_UNITS: Final = {
    "share": ("one point", "points", 0.01), "points": ("one point", "points", 1.0), "hours": ("one hour", "hours", 1.0),
    "seconds": ("one hour", "hours", 3600.0), "days": ("one day", "days", 1.0), "score": ("one grade", "grades", 1.0),
    "count": ("one more", "", 1.0), "money": ("one unit of money", "units of money", 1.0),
}  # fmt: skip
"""One unit of a figure in words, several of them, and how much it is in the measure's unit."""


@dataclass(slots=True)
class _Found:
    """What has been gathered so far: links and doses as measured, outcomes, and shares of what is explained."""

    months: Panel

    asked: list[Asked] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    doses: list[Dosed] = field(default_factory=list)
    assumes: dict[str, None] = field(default_factory=dict)


def validities(view: View, versions: Versions, progress: Progress = lambda what, done, of: None) -> Validity:
    """Say which figures of an agreement predict what its customers live through.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        versions: the agreement through time; the latest is asked about.
        progress: told what is done, how much of it, of how much.
    """
    agreement = versions.latest
    asked = questions(agreement, view.source.metrics)
    levels = [name for name in asked if agreement.measures[name].role is Role.EXPERIENCE]
    figures = [question for name, question in asked.items() if name not in levels]
    store, duck = Store(view.project.store), view.source.duck
    progress("reading accounts by month", 0, len(levels))
    of_months = panel(duck, store, view.state, asked.values())
    found = _Found(of_months)
    for done, name in enumerate(levels):
        progress("holding figures against outcomes", done, len(levels))
        if asked[name].formula.variant.tables == (FEEDBACK.name,) and not view.state.of(FEEDBACK.name):
            _unasked(agreement, name, Grain.CASE, "the records hold no surveys", found)
        elif asked[name].formula.variant.tables == (FEEDBACK.name,):
            clocks = [f"{versions.id}/{each}" for each in agreement.clocks]
            held = contacts(duck, store, view.state, asked[name], figures, clocks)
            _by_case(view, agreement, held, figures, found)
            progress("asking from when on customers care", done, len(levels))
            found.doses += dosed(view, agreement, held, asked, asked[name])
        else:
            _by_month(agreement, asked[name], figures, found)
    progress("holding figures against outcomes", len(levels), len(levels))
    said = links(found.asked)
    return Validity(
        agreement=versions.id,
        title=agreement.title,
        period=_period(of_months),
        figures=sorted((_figure(agreement, each, of_months, said, found) for each in figures), key=told_first),
        outcomes=found.outcomes,
        responses=sorted(responses(found.doses), key=lambda each: each.starts is None),
        rate=RATE,
        family=sum(each.per_sd is not None for each in said),
        material=MATERIAL,
        assumes=tuple(found.assumes),
        findings=(*view.findings, *_findings(agreement, found)),
        run=view.run,
        known_until=view.known_until,
    )


def _by_case(view: View, agreement: Agreement, held: Contacts, figures: list[Question], found: _Found) -> None:
    """Hold an experience level of surveys against what every figure says of the surveyed cases."""
    measures = {each.id for each in figures}
    named = [each for each in held.covered(0) if each in measures]
    moments = pairs(view.source.duck, held, named)
    material = material_of(held.outcome.mean) if held.outcome.unit == "share" and held.used else MATERIAL
    for each in figures:
        link = _link(each, held.outcome.id, held.outcome.better, held.outcome.unit, Grain.CASE)
        at_best = ceiling(found.months, each.id)
        if each.id in held.figures and each.id not in moments and held.figures[each.id].known:
            found.asked.append(Asked(link=link, measured=Measured(ceiling=at_best), material=material))
        if each.id in moments:
            known = held.figures[each.id].known / held.used if held.used else None
            link = replace(link, known=known, query=query_of(held, [each.id]))
            per = (_UNITS[each.formula.unit][2], _UNITS[held.outcome.unit][2])
            one = replace(measured(moments[each.id].moments, OUTCOME, each.id), ceiling=at_best)
            found.asked.append(Asked(link=link, measured=one, material=material, per=per))
    accounts = len(next(iter(moments.values())).moments.counts) if moments else 0
    explained = _importance(view, held, [each for each in held.covered() if each in measures], found)
    title = agreement.measures[held.outcome.id].title or held.outcome.id
    found.outcomes.append(Outcome(id=held.outcome.id, title=title, grain=Grain.CASE, rows=held.used, accounts=accounts,
                                  explained=explained, not_asked=_missing(held),
                                  query=_table_query(view, held)))  # fmt: skip
    found.assumes |= dict.fromkeys(held.assumes)


def _missing(held: Contacts) -> str:
    """Say what the answers lack to be held against anything; nothing where they lack nothing."""
    if held.used:
        return ""
    if not held.answered:
        return "nobody answered"
    if held.no_case == held.answered:
        return f"none of {held.answered:,} answers names the case that it is about"
    return "no answer is about a case whose account is known; map account_id, and run again"


def _unasked(agreement: Agreement, name: str, grain: Grain, why: str, found: _Found) -> None:
    title = agreement.measures[name].title or name
    found.outcomes.append(Outcome(id=name, title=title, grain=grain, rows=0, accounts=0, not_asked=why))


def _table_query(view: View, held: Contacts) -> str:
    query = shown(held.query, Store(view.project.store), view.state, view.project.folder)
    return f"CREATE TEMP TABLE {held.table} AS {query}"


def _importance(view: View, held: Contacts, named: list[str], found: _Found) -> float | None:
    """Divide what all figures together explain; None where that cannot be said."""
    if len(named) < 2:
        return None
    known = sorted(named, key=lambda each: -held.figures[each].known)[:MOST]
    told = importance(jointly(view.source.duck, held, known).moments, OUTCOME, known)
    if isinstance(told, Unfit):
        return None
    for name, share, low, high in zip(told.names, told.shares, told.low, told.high, strict=True):
        part = Part(outcome=held.outcome.id, share=float(share), low=float(low), high=float(high),
                    explained=told.explained)  # fmt: skip
        found.parts.setdefault(name, []).append(part)
    return told.explained


def _by_month(agreement: Agreement, level: Question, figures: list[Question], found: _Found) -> None:
    """Hold an experience level of accounts against every figure of the months before."""
    held = found.months
    leaves = level.formula.metric.name == CHURN
    name = LEAVES if leaves else level.id
    if not leaves and level.id not in held.measures:
        why = held.silent.get(level.id, "it is not counted by account")
        _unasked(agreement, level.id, Grain.MONTH, why, found)
        return
    values = held.series(name)[held.at_risk]
    known = values[~np.isnan(values)]
    material = _material(known, "share" if leaves else level.formula.unit)
    unit = "share" if leaves else level.formula.unit
    for each in figures:
        link = _link(each, level.id, level.formula.metric.better, unit, Grain.MONTH)
        per = (_UNITS[each.formula.unit][2], _UNITS[unit][2])
        one = by_month(held, name, each.id)
        found.asked.append(Asked(link=link, measured=one, material=material, per=per))
    accounts = int(held.at_risk.any(axis=1).sum())
    title = agreement.measures[level.id].title or level.id
    found.outcomes.append(Outcome(id=level.id, title=title, grain=Grain.MONTH, rows=len(known), accounts=accounts))
    found.assumes |= dict.fromkeys((*HOLDS, *(held.notes if leaves else ())))


def _material(values: NDArray[np.float64], unit: str) -> float:
    """Give what matters of an outcome of months: less of a rare event than of other things."""
    if not len(values) or unit not in ("share", "count"):
        return MATERIAL
    return material_of(float(values.mean()), float(values.std()))


def _link(figure: Question, outcome: str, better: str, unit: str, grain: Grain) -> Link:
    own: Better = "higher" if figure.formula.metric.better == "higher" else "lower"
    other: Better = "higher" if better == "higher" else "lower"
    return Link(
        figure=figure.id, outcome=outcome, grain=grain, when="", said=Said.NOT_ENOUGH,
        unit=_UNITS[figure.formula.unit][0], outcome_unit=_UNITS[unit][1], aligned=is_aligned(own, other),
    )  # fmt: skip


def _figure(agreement: Agreement, asked: Question, held: Panel, said: list[Link], found: _Found) -> Figure:
    measure = agreement.measures[asked.id]
    return advised(
        Figure(
            id=asked.id,
            title=measure.title or asked.id,
            words=asked.formula.words,
            role=measure.role,
            weight=None if measure.weight is None else float(measure.weight),
            paid=tuple(_paid(agreement, asked.id)),
            ceiling=ceiling(held, asked.id),
            links=[each for each in said if each.figure == asked.id],
            parts=found.parts.get(asked.id, []),
            advice=Advice.WAIT,
            meant_for=measure.outcome,
        )
    )


def _paid(agreement: Agreement, name: str) -> Iterator[str]:
    """Name the clauses that speak of a measure."""
    for term, each in agreement.terms.items():
        if f"'{name}'" in str(each.says):
            yield term


def _period(held: Panel) -> Period | None:
    if not len(held.months):
        return None
    first, last = parse_period(str(held.months[0])), parse_period(str(held.months[-1]))
    return Period(first.start, last.end)


def _findings(agreement: Agreement, found: _Found) -> Iterator[Finding]:
    if not found.outcomes:
        says = "The agreement has no experience level, so that nothing says what customers live through."
        yield warning(
            agreement.at, "no-experience-level", says, "Give a measure, like csat.top2, role: experience level."
        )
