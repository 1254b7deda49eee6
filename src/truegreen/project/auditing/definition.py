"""The audit of definitions, wired: every measure under its alternatives, whose status changes, and the money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from truegreen.facts.store import Store
from truegreen.model.agreement import Measure
from truegreen.model.audit import Attainment, Moved
from truegreen.model.reading import Contract, Reading
from truegreen.project.auditing.money import Corrected, Other
from truegreen.project.auditing.room import Prepared, Room
from truegreen.readings.audited import needed
from truegreen.readings.audited_alternatives import Ways, ways
from truegreen.readings.questions import UNKNOWN, questions
from truegreen.readings.rows import rows_query
from truegreen.readings.status import contract_status
from truegreen.signals.audit.alternatives import Alternative, draft
from truegreen.signals.audit.words import written
from truegreen.units.period import Period

LEAST_ROWS = 20
"""A member with fewer rows is not counted among those that change."""


def alternatives(room: Room) -> Iterator[Prepared]:
    """Give every measure of the agreement under its alternatives."""
    asked = questions(room.agreement, room.view.source.metrics, room.period)
    currency = room.agreement.currency
    for each in ways(room.view.source, room.agreement, asked, room.by):
        yield _prepared(room, each, currency)


def _prepared(room: Room, each: Ways, currency: str) -> Prepared:
    found = _alternative(room, each)
    unit = each.question.formula.unit
    one, other = (written(value, unit, currency) for value in (found.moved.stated.value, found.moved.without.value))
    made = draft(room.by, found, one, other)
    return Prepared(
        made, lambda: made.moved, lambda: _corrected(room, each), lambda: _query(room, each), lambda: ((), ())
    )


def _query(room: Room, each: Ways) -> str:
    question = replace(each.question, formula=each.other)
    own = question.own(room.period)
    return rows_query(Store(room.view.project.store), room.view.state, question, own, needed(question), room.dated)


def _alternative(room: Room, each: Ways) -> Alternative:
    own = each.question.own(room.period)
    pairs = [
        (period, each.agreed.get(("", period)), each.otherwise.get(("", period)))
        for period in sorted({period for member, period in each.agreed if not member and period is not None})
        if own is None or period == own
    ]
    statuses = [(_status(room, each, period, one), _status(room, each, period, other)) for period, one, other in pairs]
    stated, without = (_attainment(room, each, own, read.get(("", own))) for read in (each.agreed, each.otherwise))
    moved = Moved(
        each.name, room.agreement.measures[each.name].title or each.name, each.question.formula.unit, stated, without,
        sum(_misses(one) for one, _ in statuses), sum(_misses(other) for _, other in statuses), len(statuses),
    )  # fmt: skip
    greened, reddened, members = _members(room, each, own)
    own_aspects = each.question.formula.variant.aspects
    differs = {name: said for name, said in each.other.variant.aspects.items() if said != own_aspects[name]}
    changed = sum(_misses(one) != _misses(other) for one, other in statuses if Contract.NOT_JUDGED not in (one, other))
    return Alternative(str(each.other.spec), each.other.words, differs, moved, changed, greened, reddened, members)


def _members(room: Room, each: Ways, own: Period | None) -> tuple[list[str], list[str], int]:
    """Name the members that are met only by the alternative, and only as agreed, and count those with rows enough."""
    measure = replace(room.agreement.measures[each.name], sample=None)
    greened, reddened, members = [], [], 0
    for (member, period), other in sorted(each.otherwise.items(), key=lambda one: one[0][0]):
        agreed = each.agreed.get((member, period))
        if member in ("", UNKNOWN) or period != own or agreed is None or min(agreed.count, other.count) < LEAST_ROWS:
            continue
        members += 1
        better = each.question.formula.metric.better
        one, two = (contract_status(measure, reading, better) for reading in (agreed, other))
        greened += [member] if _misses(one) and two is Contract.MET else []
        reddened += [member] if one is Contract.MET and _misses(two) else []
    return greened, reddened, members


def _corrected(room: Room, each: Ways) -> Corrected:
    own = each.question.own(room.period)
    found: dict[Period, Other] = {}
    for (member, period), agreed in each.agreed.items():
        if not member and period is not None and (own is None or period == own):
            other = each.otherwise.get(("", period))
            if other is not None:
                found[period] = Other(agreed.value, other.value, other.count)
    return {each.name: found}


def _status(room: Room, each: Ways, period: Period | None, reading: Reading | None) -> Contract:
    version = room.versions.on(period.last) if period else room.agreement
    measure: Measure | None = version.measures.get(each.name)
    return contract_status(measure, reading, each.question.formula.metric.better) if measure else Contract.NOT_JUDGED


def _attainment(room: Room, each: Ways, own: Period | None, reading: Reading | None) -> Attainment:
    value: Fraction | None = reading.value if reading else None
    counts = (reading.total, reading.count) if reading else (0, 0)
    return Attainment(*counts, value, _status(room, each, own, reading))


def _misses(contract: Contract) -> bool:
    return contract in (Contract.MISSED, Contract.BELOW_MINIMUM)
