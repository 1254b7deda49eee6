"""What would be passed over in silence: figures of no period, requests to no clause, money that nobody holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from truegreen.model.agreement import Agreement, Versions
from truegreen.model.finding import Finding, error, warning
from truegreen.model.given import Given, Givens, whole
from truegreen.model.step import Step
from truegreen.primitives.calendar import in_term, settled_period, window_of
from truegreen.primitives.ledger import HELD
from truegreen.units.period import KINDS, Period, period_of


def of_no_period(versions: Versions, given: Givens) -> Iterator[tuple[date, Finding]]:
    """Find figures that are given for a time for which nobody asks, each with a day of the period it may be meant for.

    A month from the 1st is none of a contract whose months begin on the 22nd. An index may also be given for calendar
    months, quarters and years.
    """
    for each in given.by.values():
        day = each.period.last
        agreement = versions.on(day)
        asked = _asked(agreement, each) if day >= versions.each[0][1].starts else None
        if asked is None or (period := whole(each.period)) == asked:
            continue
        if period == (cut := whole(in_term(versions, asked))):
            continue
        if each.name not in _of_indices(agreement) or not _is_of_calendar(each.period):
            says = f"“{each.name}” of {each.period} counts for nothing: it is settled for {asked}."
            remedy = f"Give it for {asked}, or for what else is meant."
            yield cut.last, warning(each.at, "figure-of-no-period", says, remedy)


def excused_by_nobody(versions: Versions, given: Givens) -> Iterator[tuple[date, Finding]]:
    """Find requests to be excused that no clause of relief looks at, each with a day of the period it is for."""
    for each in given.by.values():
        agreement = versions.on(each.period.last)
        reliefs = [term.says for term in agreement.terms.values() if term.kind == "relief"]
        if each.claims and not any(each.name in getattr(says, "measures", ()) for says in reliefs):
            what = f"{each.name} in {each.period}"
            says = f"“{each.claims[0].cause}” excuses nothing of {what}: no clause of relief is for it."
            remedy = "Name the measure under relief if it is meant to be excused, or take the request away."
            yield each.period.last, warning(each.claims[0].at, "claim-of-no-clause", says, remedy)


def held_by_nobody(
    agreement: Agreement, memory: Mapping[tuple[str, str], Sequence[tuple[Period, Step]]]
) -> Iterator[Finding]:
    """Find money that a clause held which stands no longer, so that nothing can release it."""
    for (term, name), kept in memory.items():
        held = kept[-1][1]
        if name == HELD and term not in agreement.terms and held.number:
            says = f"{held.value} that “{term}” held are released by no clause, since it stands no longer."
            remedy = "Let the clause stand until what it holds is released, or say whose it is as a charge."
            yield error(held.at if held.at.line else agreement.at, "held-by-nobody", says, remedy)


def _asked(agreement: Agreement, each: Given) -> Period | None:
    """Give the time that a number is for; None if it is of nothing that stands on its last day."""
    if (measure := agreement.measures.get(each.name)) is not None:
        return window_of(agreement, measure, each.period.start)
    return settled_period(agreement, each.period.start) if each.name in agreement.figures else None


def _of_indices(agreement: Agreement) -> set[str]:
    """Give the texts in clauses that follow an index, among them the names of their figures."""
    says = [each.says for each in agreement.terms.values() if each.kind == "indexation"]
    return {text for each in says for text in _texts(each)}


def _texts(noun: object) -> Iterator[str]:
    if isinstance(noun, str):
        yield noun
    elif isinstance(noun, tuple):
        for each in noun:
            yield from _texts(each)
    elif is_dataclass(noun):
        for each in fields(noun):
            yield from _texts(getattr(noun, each.name))


def _is_of_calendar(period: Period) -> bool:
    return any(whole(period) == period_of(period.start, kind) for kind in KINDS)
