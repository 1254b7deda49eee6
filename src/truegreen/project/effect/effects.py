"""What a change did: its pieces of work or accounts from a run, and the design that fits them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from truegreen.model.agreement import Versions
from truegreen.model.effect import Design, Effect, Question
from truegreen.project.effect.accounts import accounts_of
from truegreen.project.looking import View, last_period
from truegreen.readings.effect_pieces import pieces, question_of, unreadable
from truegreen.readings.plan import looks_ahead_days
from truegreen.readings.questions import Question as Asked
from truegreen.units.period import Period
from truegreen.value.effects.accounts import compared
from truegreen.value.effects.choosing import chosen
from truegreen.value.effects.finished import finished
from truegreen.value.effects.lines import Lines, UnaskableError, naive
from truegreen.value.effects.telling import comparable, told
from truegreen.value.effects.work import lines_of

ACCOUNT: Final = "account"


def effect_of(view: View, versions: Versions, question: Question) -> Effect:
    """Say what a change did.

    Raises:
        UnaskableError: the records cannot answer it: no such month, no such work, or a measure that is not kept so.
    """
    asked = question_of(view.source, versions, question.measure)
    last = _last(view, versions, asked, question.until)
    by_account = ACCOUNT in question.by
    if by_account:
        held = accounts_of(view, asked, question, last)
        lines, gathered = held.lines, held
    else:
        lines, gathered = _lines(view, asked, question, last), None
    comparable(lines, by_account=by_account)
    design, because = chosen(lines, question.design, by_account=by_account)
    base = _base(view, versions, asked, question, lines, design, because)
    return finished(told(base, lines, None if gathered is None else compared(gathered, base)))


def _last(view: View, versions: Versions, asked: Asked, until: Period | None) -> date:
    """Give the last day looked at: of the last whole month whose rows are all old enough to be known.

    Raises:
        UnaskableError: the records cover no whole month.
    """
    whole = last_period(view, versions)
    if whole is None or view.came is None:
        raise UnaskableError("The records cover no whole month yet.")
    known = view.came.date() - timedelta(days=looks_ahead_days(asked.formula))
    return min(whole.last, known, until.last if until else date.max)


def _lines(view: View, asked: Asked, question: Question, last: date) -> Lines:
    """Give the pieces of work by month, with who had the change.

    Raises:
        UnaskableError: the measure is not kept by these slices, or no such work was done.
    """
    by = tuple(question.by) or _usual(view, asked, question)
    by = tuple(dict.fromkeys((*by, *(name for each in question.came for name in each.where), *question.against)))
    why = unreadable(view.source, asked, by)
    if why:
        raise UnaskableError(f"“{question.measure}” cannot be told by {', '.join(by)}: {why}.")
    return lines_of(pieces(view.source, asked, by, question.where, last), question, asked.formula.unit)


def _usual(view: View, asked: Asked, question: Question) -> tuple[str, ...]:
    """Give the slices of pieces that usually serve: those of the change, and the kind of work."""
    named = [name for each in question.came for name in each.where]
    kept = all("contact_type" in view.source.cells.slices.get(each, ()) for each in asked.formula.variant.tables)
    return tuple(dict.fromkeys((*named, *(("contact_type",) if kept else ()))))


def _base(
    view: View, versions: Versions, asked: Asked, question: Question, lines: Lines, design: Design, because: str
) -> Effect:
    """Give what is known before anything is computed."""
    measure = versions.latest.measures.get(question.measure)
    return Effect(
        question=question,
        measure_title=(measure.title if measure else "") or question.measure,
        unit=asked.formula.unit,
        better=asked.formula.metric.better,
        design=design,
        because=because,
        naive=naive(lines),
        units=lines.units,
        treated=int(lines.treated.sum()),
        others=int((~lines.treated).sum()),
        left_out=lines.left_out,
        since=lines.months[lines.since],
        until=lines.months[-1],
        before=lines.since,
        after=len(lines.months) - lines.since,
        findings=view.findings,
        run=view.run,
        known_until=view.known_until,
    )
