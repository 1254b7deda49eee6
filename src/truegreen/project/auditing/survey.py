"""The audit of surveys, wired: for each experience level counted by survey, the cases behind it and how they went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.facts.tables import FEEDBACK
from truegreen.model.audit import NotLooked
from truegreen.project.auditing.room import Prepared, Room, plain
from truegreen.readings.asked import Asked, Named, asked_cases
from truegreen.readings.questions import UNKNOWN, Question, questions
from truegreen.signals.audit import (
    survey_coverage,
    tipping_point,
    who_answers,
    who_is_invited,
)
from truegreen.signals.audit.surveyed import Surveyed

_ROWS: Final = """SELECT c.member, c.case_id, a.kind, a.eligible_at, a.invited_at, a.answered_at, a.value,
       c.opened_at, c.due_at, c.resolved_at, c.reopened
FROM cases AS c LEFT JOIN asked AS a USING (case_id) WHERE c.resolved_at IS NOT NULL"""
_KIND: Final = ("contact_type", "channel")
_MOST_KINDS: Final = 40
_EPOCH: Final = date(1970, 1, 1)


def surveys(room: Room) -> Iterator[Prepared | NotLooked]:
    """Give what can be said of the surveys behind each experience level."""
    every = questions(room.agreement, room.view.source.metrics, room.period)
    found = [each for each in every.values() if _is_survey(room, each)]
    if not found:
        detector = survey_coverage.DETECTOR
        yield NotLooked(detector.audit, detector.name, detector.title, "no measure of the run is counted by a survey")
    store, seen = Store(room.view.project.store), []
    for question in found:
        asked = asked_cases(room.view.source.duck, store, room.view.state, question)
        surveyed = _surveyed(room, question, asked)
        if len(surveyed.answered) and question.scope not in seen:
            yield from (plain(each, _query(room, each.member)) for each in _once(room, surveyed, asked))
        seen.append(question.scope)
        yield from (plain(each, _query(room, "")) for each in tipping_point.drafts(surveyed))


def _once(room: Room, surveyed: Surveyed, asked: Asked) -> Iterator[Any]:
    """Give what is the same for all experience levels over the same cases."""
    yield from survey_coverage.drafts(room.by, surveyed)
    if asked.says_invited:
        yield from who_is_invited.drafts(surveyed)
        yield from who_is_invited.gate(surveyed)
        yield from who_answers.drafts(surveyed)


def _is_survey(room: Room, question: Question) -> bool:
    return question.formula.variant.tables == (FEEDBACK.name,) and bool(room.view.state.of(FEEDBACK.name))


def _query(room: Room, member: str) -> str:
    whose = f" AND c.member = {sql.text(member)}" if member else ""
    return room.laid.printed(f"{_ROWS}{whose}\nORDER BY c.case_id, a.kind")


def _surveyed(room: Room, question: Question, asked: Asked) -> Surveyed:
    measure = room.agreement.measures[question.id]
    unit = question.formula.unit
    among = _within(room, asked.figures["opened"])
    hours = asked.figures["hours"]
    kinds = _kinds(asked)
    long = hours > np.nanmedian(hours) if np.isfinite(hours).any() else np.zeros(len(hours), dtype=bool)
    traits = {"was late": asked.figures["late"] > 0, "was reopened": asked.figures["reopened"] > 0, "took long": long}
    return Surveyed(
        measure=question.id,
        title=measure.title or question.id,
        target=measure.target.in_unit(unit) if measure.target and unit == "share" else None,
        eligible=asked.eligible[among],
        invited=asked.invited[among],
        answered=asked.answered[among],
        content=asked.outcome[among] if unit == "share" else np.full(int(among.sum()), np.nan),
        member=_members(asked.named[room.by] if room.by in asked.named else asked.named["team"])[among],
        within=_strata(asked)[among],
        kinds=kinds[among],
        traits={words: each[among] for words, each in traits.items() if each[among].any()},
    )


def _within(room: Room, opened: NDArray[Any]) -> NDArray[Any]:
    if room.period is None:
        return np.ones(len(opened), dtype=bool)
    first, end = ((each - _EPOCH).days for each in (room.period.start, room.period.end))
    known = np.nan_to_num(opened, nan=-1.0)
    inside: NDArray[Any] = (known >= first) & (known < end)
    return inside


def _members(named: Named) -> NDArray[Any]:
    return np.append(named.members, UNKNOWN)[named.codes]


def _strata(asked: Asked) -> NDArray[Any]:
    """Number the cases of one agent, or team where agents are not known, that are of one kind and channel.

    Surveys often go to some channels or kinds of work only; that is a rule, and nobody's choice.
    """
    who = next((name for name in ("agent_id", "team", "site") if len(asked.named[name].members) > 1), None)
    return _numbered(asked, [*([who] if who else []), *_KIND])


def _kinds(asked: Asked) -> NDArray[Any]:
    """Number the kinds of case: by type and channel, or by type alone where these are too many to be told apart."""
    found = _numbered(asked, _KIND)
    return found if len(np.unique(found)) <= _MOST_KINDS else _numbered(asked, _KIND[:1])


def _numbered(asked: Asked, names: Sequence[str]) -> NDArray[Any]:
    number = np.zeros(len(asked.cases), dtype=np.intp)
    for name in names:
        held = asked.named[name]
        number = number * (len(held.members) + 1) + held.codes + 1
    return np.unique(number, return_inverse=True)[1]
