"""Detectors of the clock audit that see more than rows hit or not: time that stood still, figures too good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.model.audit import NotLooked
from truegreen.project.auditing.room import Prepared, Room, plain
from truegreen.readings.arrays import arrays
from truegreen.readings.audited import needed
from truegreen.readings.audited_pauses import TOOK, expected, paused, source
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read
from truegreen.readings.rows import rows_query
from truegreen.readings.specs import formula, siblings
from truegreen.signals.audit import bunching as audit_bunching
from truegreen.signals.audit import pause_share as audit_pause_share
from truegreen.signals.audit import too_perfect as audit_too_perfect

PROVIDER = "provider"


def standing_still(room: Room) -> Iterator[Prepared | NotLooked]:
    """Give whose time stands still for a larger share than that of the others."""
    duck = room.view.source.duck
    found = audit_pause_share.drafts(room.by, paused(duck, room.laid), expected(duck, room.laid))
    if not found:
        detector = audit_pause_share.DETECTOR
        yield NotLooked(
            detector.audit, detector.name, detector.title, "neither a clock nor the source says what waited"
        )
    for each in found:
        whose = f" WHERE member = {sql.text(each.member)}" if each.member else ""
        rows = f"SELECT * FROM ({source(room.laid)}){whose}\nORDER BY customer + other DESC, case_id"
        yield plain(each, room.laid.printed(rows))


def bunching(room: Room) -> Iterator[Prepared | NotLooked]:
    """Give where more cases end just inside their target than the times around let expect."""
    found = arrays(room.view.source.duck, TOOK)
    took = audit_bunching.Took(found["took_seconds"], found["target_seconds"], found["member"])
    drafts = audit_bunching.drafts(room.by, took)
    if not drafts:
        detector = audit_bunching.DETECTOR
        yield NotLooked(detector.audit, detector.name, detector.title, "too few cases end around a target")
    for each in drafts:
        whose = f" AND member = {sql.text(each.member)}" if each.member else ""
        target = int(each.also["target_hours"] * 3600)
        own = f" AND target_seconds = {target}" if target else ""
        near = f"abs(took_seconds - target_seconds) <= target_seconds / 24.0{own}{whose}"
        yield plain(each, room.laid.printed(f"SELECT * FROM ({TOOK})\nWHERE {near} ORDER BY took_seconds, case_id"))


def too_perfect(room: Room) -> Iterator[Prepared | NotLooked]:
    """Give the providers whose figures are too good, by every way of counting that knows from where on."""
    asked = _asked(room)
    detector = audit_too_perfect.DETECTOR
    if not asked:
        why = "no measure has a way of counting that says from where on it is too good"
        yield NotLooked(detector.audit, detector.name, detector.title, why)
    view = room.view
    for measure, question in asked.values():
        own = question.own(room.period)
        found = read(view.source.duck, view.source.folder, view.source.cells, [question], (), (PROVIDER,))
        now = [each for each in found if each.period == own]
        everybody = next((each for each in now if not each.slice), None)
        from_on = question.formula.variant.too_good_from
        if from_on is None:
            continue
        for each in audit_too_perfect.drafts(measure, PROVIDER, [one for one in now if one.slice], everybody, from_on):
            yield plain(each, _rows(room, question, each.member) if each.material else "")


def _rows(room: Room, question: Question, member: str) -> str:
    scoped = replace(question, scope=question.scope.and_only({PROVIDER: member}))
    view, own = room.view, question.own(room.period)
    return rows_query(Store(view.project.store), view.state, scoped, own, (*needed(question), PROVIDER), room.dated)


def _asked(room: Room) -> Mapping[str, tuple[str, Question]]:
    """Give each way of counting that knows from where on it is too good, once, with a measure it belongs to."""
    metrics = room.view.source.metrics
    found: dict[str, tuple[str, Question]] = {}
    for name, question in questions(room.agreement, metrics, room.period).items():
        for spec in (question.formula.spec, *siblings(question.formula.spec, metrics)):
            one = formula(spec, metrics)
            if one.variant.too_good_from is not None:
                found.setdefault(f"{spec} {question.scope}", (name, replace(question, id=str(spec), formula=one)))
    return found
