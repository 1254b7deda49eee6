"""Audit an agreement's clocks, surveys and definitions from the records of its latest run.

records of its work ──▶ rows each detector hits ──▶ counts by member ──▶ chances, adjusted over all that was looked at
rows of measures, with and without the hits ──▶ figures as stated and without ──▶ settled again ──▶ money
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from truegreen.facts.months import Progress
from truegreen.facts.store import Store
from truegreen.model.agreement import Versions
from truegreen.model.audit import Audit, Audited, Line, NotLooked, Standing, Worth
from truegreen.project.auditing.definition import alternatives
from truegreen.project.auditing.money import Purse, purse
from truegreen.project.auditing.more import bunching, standing_still, too_perfect
from truegreen.project.auditing.room import Prepared, Room
from truegreen.project.auditing.rows import rows_seen
from truegreen.project.auditing.survey import surveys
from truegreen.project.looking import View, last_period
from truegreen.readings.audited import KEYS, hold
from truegreen.readings.audited_looks import LOOKS
from truegreen.readings.audited_tables import lay
from truegreen.readings.questions import Question, questions
from truegreen.readings.relations import accounts_are_dated
from truegreen.readings.rows import shown
from truegreen.signals.audit.drafts import Draft, comparisons, in_order, judged
from truegreen.stats.validity.families import adjusted
from truegreen.units.period import Period

PROMISED: Final = 0.1
_MOVED: Final = {name.partition(".")[0] for look in LOOKS.values() for name in look.moves}
"""Metrics that a detector may move."""


def audit(
    view: View,
    versions: Versions,
    period: Period | None,
    by: str,
    audits: Sequence[Audit],
    progress: Progress,
    *,
    with_rows: bool = True,
) -> Audited:
    """Audit an agreement.

    Args:
        view: the run.
        versions: the agreement through time.
        period: cases opened in it; None for all that is known.
        by: the slice whose members are compared.
        audits: which.
        progress: told what is done.
        with_rows: whether lines to be looked at are to carry their query and some rows.
    """
    room = _room(view, versions, period, by, progress)
    found: list[Prepared | NotLooked] = []
    for what, seen in looking(room, audits):
        progress(what, 0, 1)
        found += seen
    ready = [each for each in found if isinstance(each, Prepared)]
    drafts = judged([each.draft for each in ready], adjusted, PROMISED)
    money = purse(view, versions, period, last_period(view, versions))
    lines = []
    for place, (each, draft) in enumerate(zip(ready, drafts, strict=True)):
        progress("figures without it", place, len(drafts))
        lines.append(_line(room, each, draft, money, with_rows=with_rows))
    return Audited(
        agreement=versions.id,
        title=room.agreement.title,
        period=period,
        by=by,
        lines=in_order(lines),
        not_looked=[each for each in found if isinstance(each, NotLooked)],
        tests=comparisons(drafts),
        promised=PROMISED,
        findings=view.findings,
        run=view.run,
        known_until=view.known_until,
    )


def _room(view: View, versions: Versions, period: Period | None, by: str, progress: Progress) -> Room:
    """Lay out the records and hold the rows of measures."""
    agreement = versions.on(period.last) if period else versions.latest
    store, duck = Store(view.project.store), view.source.duck
    progress("laying out the records", 0, 1)
    laid = lay(duck, store, view.state, agreement, by, period)
    every = questions(agreement, view.source.metrics, period)
    asked = {name: each for name, each in every.items() if _is_held(view, each)}
    dated = accounts_are_dated(duck, store, view.state)
    held = hold(duck, store, view.state, asked, period, by_month=dated)
    return Room(view, versions, agreement, period, by, laid, held, dated)


def _is_held(view: View, question: Question) -> bool:
    """Say whether a measure counts cases, runs or contacts as hits of rows, and the run has measured it."""
    variant = question.formula.variant
    columns = view.source.cells.columns.get(variant.tables[0], {}).get(str(question.formula.spec), {})
    return variant.tables[0] in KEYS and question.formula.spec.metric in _MOVED and {*columns} == {"n", "t"}


def looking(room: Room, audits: Sequence[Audit]) -> Iterator[tuple[str, Iterator[Prepared | NotLooked]]]:
    """Give what is looked at, and what is seen there."""
    yield "cases and contacts", rows_seen(room, audits)
    if Audit.CLOCK in audits:
        yield "time that stood still", standing_still(room)
        yield "times around targets", bunching(room)
        yield "figures too good", too_perfect(room)
    if Audit.SURVEY in audits:
        yield "surveys", surveys(room)
    if Audit.DEFINITION in audits:
        yield "other ways of counting", alternatives(room)


def _line(room: Room, prepared: Prepared, draft: Draft, money: Purse | Worth, *, with_rows: bool) -> Line:
    """Complete a draft: what it moves and is worth where it is to be looked at, its rows and its sentence."""
    listed = draft.standing in (Standing.STANDS_OUT, Standing.COUNTS)
    worth: Worth | None = None
    query = ""
    columns: Sequence[str] = ()
    sample: Sequence[Sequence[object]] = ()
    if listed:
        draft = replace(draft, moved=prepared.moved())
        worth = money if isinstance(money, Worth) else money.worth(prepared.corrected())
    if with_rows and (listed or draft.detector.always):
        query = shown(prepared.query(), Store(room.view.project.store), room.view.state, room.view.project.folder)
        columns, sample = prepared.sample()
    return Line(
        audit=draft.detector.audit,
        detector=draft.detector.name,
        title=draft.detector.title,
        measure=draft.measure or (draft.moved[0].measure if draft.moved else ""),
        by=draft.by,
        member=draft.member,
        rate=draft.rate,
        compared=draft.compared,
        standing=draft.standing,
        moved=draft.moved,
        worth=worth,
        way=draft.way,
        whom=draft.whom,
        figures=draft.also,
        always=draft.detector.always and not draft.member,
        says=draft.says,
        innocent=draft.detector.innocent,
        query=query,
        columns=columns,
        sample=sample,
    )
