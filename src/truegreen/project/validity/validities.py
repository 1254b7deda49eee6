"""KPI validity of an agreement, from the facts of a run: every figure against every outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truegreen.clocks.tables import full_name
from truegreen.facts.months import Progress
from truegreen.facts.store import Store
from truegreen.facts.tables import FEEDBACK
from truegreen.model.agreement import Agreement, Role, Versions
from truegreen.model.finding import Finding, warning
from truegreen.model.validity import Advice, Figure, Grain, Link, Validity
from truegreen.project.looking import View
from truegreen.project.validity.accounts import by_account
from truegreen.project.validity.gathered import Gathered, unasked
from truegreen.project.validity.responses import dosed
from truegreen.project.validity.surveys import by_case
from truegreen.readings.contacts import contacts
from truegreen.readings.panel import Panel
from truegreen.readings.panels import panel
from truegreen.readings.questions import Question, questions
from truegreen.signals.validity.doses import responses
from truegreen.signals.validity.judged import RATE, advised, links, told_first
from truegreen.signals.validity.months import ceiling
from truegreen.stats.validity.verdicts import MATERIAL
from truegreen.units.period import Period, parse_period


def validities(view: View, versions: Versions, progress: Progress = lambda what, done, of: None) -> Validity:
    """Say which figures of an agreement predict what its customers live through.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        versions: the agreement through time; the latest is asked about.
        progress: told what is done, how much of it, of how much.
    """
    agreement = versions.latest
    asked = questions(agreement, view.source.metrics)
    figures = [each for name, each in asked.items() if not _is_outcome(agreement, name)]
    progress("reading accounts by month", 0, 1)
    of_months = panel(view.source.duck, Store(view.project.store), view.state, asked.values())
    found = _gathered(view, versions, asked, of_months, progress)
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


def _is_outcome(agreement: Agreement, name: str) -> bool:
    return agreement.measures[name].role is Role.EXPERIENCE


def _gathered(
    view: View, versions: Versions, asked: Mapping[str, Question], months: Panel, progress: Progress
) -> Gathered:
    """Hold every figure against every outcome, and ask from when on customers care."""
    agreement, duck, store = versions.latest, view.source.duck, Store(view.project.store)
    levels = [name for name in asked if _is_outcome(agreement, name)]
    figures = [each for name, each in asked.items() if name not in levels]
    found = Gathered(months)
    for done, name in enumerate(levels):
        progress("holding figures against outcomes", done, len(levels))
        if asked[name].formula.variant.tables != (FEEDBACK.name,):
            by_account(agreement, asked[name], figures, found)
        elif not view.state.of(FEEDBACK.name):
            unasked(agreement, name, Grain.CASE, "the records hold no surveys", found)
        else:
            clocks = [full_name(versions.id, each) for each in agreement.clocks]
            held = contacts(duck, store, view.state, asked[name], figures, clocks)
            by_case(view, agreement, held, figures, found)
            found.doses += dosed(view, agreement, held, asked, asked[name])
    progress("holding figures against outcomes", len(levels), len(levels))
    return found


def _figure(agreement: Agreement, asked: Question, held: Panel, said: list[Link], found: Gathered) -> Figure:
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
        ),
        all_asked=not any(each.not_asked for each in found.outcomes),
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


def _findings(agreement: Agreement, found: Gathered) -> Iterator[Finding]:
    if not found.outcomes:
        says = "The agreement has no experience level, so that nothing says what customers live through."
        yield warning(
            agreement.at, "no-experience-level", says, "Give a measure, like csat.top2, role: experience level."
        )
