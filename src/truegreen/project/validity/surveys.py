"""Outcomes of surveys: what every figure says of the surveyed cases, and how much all of them explain together."""

from __future__ import annotations

from dataclasses import replace

from truegreen.facts.store import Store
from truegreen.model.agreement import Agreement
from truegreen.model.validity import Grain, Outcome, Part
from truegreen.project.looking import View
from truegreen.project.validity.gathered import UNITS, Gathered, blank_link
from truegreen.readings.contact_moments import jointly, pairs, query_of
from truegreen.readings.contacts import OUTCOME, Contacts
from truegreen.readings.moments import Held
from truegreen.readings.questions import Question
from truegreen.readings.rows import shown
from truegreen.signals.validity.judged import Asked, material_of
from truegreen.signals.validity.links import Measured, held_alike, measured
from truegreen.signals.validity.months import ceiling
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.validity.importance import MOST, importance
from truegreen.stats.validity.verdicts import MATERIAL


def by_case(view: View, agreement: Agreement, held: Contacts, figures: list[Question], found: Gathered) -> None:
    """Hold an experience level of surveys against what every figure says of the surveyed cases."""
    measures = {each.id for each in figures}
    named = [each for each in held.covered(0) if each in measures]
    moments = pairs(view.source.duck, held, named)
    together = _together(view, held, [each for each in held.covered() if each in measures])
    alike = held_alike(together.absorbing, OUTCOME, together.moments.names[:-1]) if together else {}
    material = material_of(held.outcome.mean) if held.outcome.unit == "share" and held.used else MATERIAL
    for each in figures:
        link = blank_link(each, held.outcome.id, held.outcome.better, held.outcome.unit, Grain.CASE)
        at_best = ceiling(found.months, each.id)
        if each.id in held.figures and each.id not in moments and held.figures[each.id].known:
            found.asked.append(Asked(link=link, measured=Measured(ceiling=at_best), material=material))
        if each.id in moments:
            known = held.figures[each.id].known / held.used if held.used else None
            link = replace(link, known=known, query=query_of(held, [each.id]))
            per = (UNITS[each.formula.unit][2], UNITS[held.outcome.unit][2])
            alone = measured(moments[each.id].absorbing, OUTCOME, each.id)
            one = replace(alone, ceiling=at_best, jointly=alike.get(each.id))
            found.asked.append(Asked(link=link, measured=one, material=material, per=per))
    accounts = len(next(iter(moments.values())).moments.counts) if moments else 0
    explained = _importance(together, found, held.outcome.id) if together else None
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


def _table_query(view: View, held: Contacts) -> str:
    query = shown(held.query, Store(view.project.store), view.state, view.project.folder)
    return f"CREATE TEMP TABLE {held.table} AS {query}"


def _together(view: View, held: Contacts, named: list[str]) -> Held | None:
    """Give the moments of all figures at once, those known of most answers first; None of fewer than two."""
    known = sorted(named, key=lambda each: -held.figures[each].known)[:MOST]
    return jointly(view.source.duck, held, known) if len(known) > 1 else None


def _importance(together: Held, found: Gathered, outcome: str) -> float | None:
    """Divide what all figures together explain; None where that cannot be said."""
    told = importance(together.moments, OUTCOME, together.moments.names[:-1])
    if isinstance(told, Unfit):
        return None
    for name, share, low, high in zip(told.names, told.shares, told.low, told.high, strict=True):
        part = Part(outcome=outcome, share=float(share), low=float(low), high=float(high),
                    explained=told.explained)  # fmt: skip
        found.parts.setdefault(name, []).append(part)
    return told.explained
