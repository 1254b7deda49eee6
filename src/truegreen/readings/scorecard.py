"""The scorecard and the explanation of one measure, put together from cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Final

from truegreen.engine.duck import Duck
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Agreement, Measure, Perspective, Role, Timing, Versions
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.model.scorecard import Alternative, Explanation, Row, Scorecard
from truegreen.readings.cells import Cells
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read
from truegreen.readings.specs import Formula, formula, siblings
from truegreen.readings.status import contract_status, outcome_status
from truegreen.units.period import Period

TREND: Final = 12
_ORDER: Final = (Contract.BELOW_MINIMUM, Contract.MISSED, Contract.MET, Contract.NOT_JUDGED)
_OUTCOMES: Final = (Outcome.BAD, Outcome.CANNOT_TELL, Outcome.GOOD, None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where readings come from: a connection, the store's folder, the cells and the metrics."""

    duck: Duck
    folder: Path
    cells: Cells
    metrics: Mapping[str, Metric]


Found = dict[tuple[str, str], dict[Period | None, Reading]]


def scorecard(
    source: Source, versions: Versions, period: Period | None, by: str = "", where: Mapping[str, str] | None = None
) -> Scorecard:
    """Give all measures of an agreement for a period, as the agreement stood on the period's last day.

    Args:
        source: where readings come from.
        versions: the agreement through time.
        period: which period; None for all together.
        by: a slice, to see each member.
        where: members of slices to stay within.
    """
    agreement = versions.on(period.last) if period else versions.latest
    asked = questions(agreement, source.metrics, period)
    found = _found(source, asked.values(), where or {}, by)
    rows = [
        _row(agreement, asked, name, found, member, period)
        for name in asked
        for member in ({member for measure, member in found if measure == name} or ({""} if not by else set()))
    ]
    ranks = {each: place for place, each in enumerate(Perspective)}
    order = {name: place for place, name in enumerate(asked)}
    rows.sort(key=lambda row: (ranks[row.perspective], order[row.id], *_worst_first(row)))
    return Scorecard(agreement=agreement.agreement, title=agreement.title, period=period, by=by, rows=rows)


def _found(source: Source, asked: Iterable[Question], where: Mapping[str, str], by: str = "") -> Found:
    """Read by member what can be told within some members of slices; costs know no contact type."""
    narrowed = [
        replace(question, scope=question.scope.and_only(where))
        for question in asked
        if all(where.keys() <= {*source.cells.slices.get(table, ())} for table in question.formula.variant.tables)
    ]
    found: Found = defaultdict(dict)
    for each in read(source.duck, source.folder, source.cells, narrowed, (by,) if by else ()):
        found[each.measure, next(iter(each.slice.values()), "")][each.period] = each
    return found


def _worst_first(row: Row) -> tuple[int, int, float, str]:
    """Order members: by contract status, by the outcome behind it, by value."""
    value = float(row.reading.value) if row.reading and row.reading.value is not None else 0.0
    good = value if row.better == "higher" else -value
    return _ORDER.index(row.contract), _OUTCOMES.index(row.outcome), good, row.member


def _row(
    agreement: Agreement, asked: Mapping[str, Question], name: str, found: Found, member: str, period: Period | None
) -> Row:
    measure, question = agreement.measures[name], asked[name]
    own = found.get((question.id, member), {})
    window = question.own(period)
    reading = own.get(window)
    is_over = question.window is measure.window and (not window or not period or window.end <= period.end)
    better = question.formula.metric.better
    outcome, outcome_of = _outcome(agreement, asked, name, found, member, period)
    trend = _trend(own, period)
    return Row(
        id=question.id,
        measure=measure,
        words=question.formula.words,
        perspective=measure.perspective or Perspective(question.formula.metric.perspective),
        timing=measure.timing or Timing(question.formula.metric.timing),
        better=better,
        member=member,
        reading=reading,
        trend=trend,
        change=_change(trend, better) if reading else "",
        contract=contract_status(measure, reading, better) if is_over else Contract.NOT_JUDGED,
        outcome=outcome,
        outcome_of=outcome_of,
    )


def _outcome(
    agreement: Agreement, asked: Mapping[str, Question], name: str, found: Found, member: str, period: Period | None
) -> tuple[Outcome | None, str]:
    """Give the outcome status behind a measure, and which experience level it is read from."""
    measure = agreement.measures[name]
    level = name if measure.role is Role.EXPERIENCE else measure.outcome
    if level not in asked:
        return None, ""
    reading = found.get((level, member), {}).get(asked[level].own(period))
    return outcome_status(agreement.measures[level].target, reading, asked[level].formula.metric.better), level


def _trend(own: Mapping[Period | None, Reading], period: Period | None) -> list[Reading]:
    """Give the readings up to a period's end, oldest first."""
    held = sorted(each for each in own if each is not None and (period is None or each.start < period.end))
    return [own[each] for each in held[-TREND:]]


def _change(trend: Sequence[Reading], better: str) -> str:
    """Compare the last period with the one before; call it the same where their intervals say so little."""
    if len(trend) < 2:
        return ""
    before, now = trend[-2], trend[-1]
    if None in (before.value, now.value, before.low, before.high, now.low, now.high):
        return ""
    if _apart(before, now):
        rose = (now.value or 0) > (before.value or 0)
        return "better" if rose == (better == "higher") else "worse"
    return "same"


def _apart(one: Reading, other: Reading) -> bool:
    """Say whether two readings differ by more than chance: their difference against its own 95 % interval.

    The interval of the difference is made of the two readings' own (Newcombe's method 10 for shares).
    """
    low, high = sorted((one, other), key=lambda each: each.value or 0)
    below = float(high.value or 0) - (high.low or 0.0)
    above = (low.high or 0.0) - float(low.value or 0)
    return float((high.value or 0) - (low.value or 0)) > sqrt(below**2 + above**2)


def panel(
    source: Source, measure: Measure, question: Question, period: Period | None, where: Mapping[str, str]
) -> list[Alternative]:
    """Give a measure under the other variants of its metric, each against the same target."""
    own = question.formula
    others = [formula(spec, source.metrics) for spec in siblings(own.spec, source.metrics)]
    asked = [replace(question, id=str(each.spec), formula=each) for each in others]
    found = _found(source, asked, where)
    return [_alternative(measure, own, each, found.get((str(each.spec), ""), {}).get(period)) for each in others]


def _alternative(measure: Measure, own: Formula, other: Formula, reading: Reading | None) -> Alternative:
    comparable = other.unit == own.unit
    aspects = other.variant.aspects
    return Alternative(
        variant=str(other.spec),
        words=other.words,
        differs={name: said for name, said in aspects.items() if said != own.variant.aspects[name]},
        reading=reading,
        contract=contract_status(measure, reading, own.metric.better) if comparable else Contract.NOT_JUDGED,
    )


def explanation(
    source: Source, versions: Versions, name: str, period: Period | None, where: Mapping[str, str]
) -> Explanation:
    """Say why a measure is what it is: its counts, its words, and the same under its usual alternatives.

    Raises:
        KeyError: the agreement has no such measure at that time.
    """
    agreement = versions.on(period.last) if period else versions.latest
    asked = questions(agreement, source.metrics, period)
    wanted = {each: asked[each] for each in (name, agreement.measures[name].outcome) if each in asked}
    found = _found(source, wanted.values(), where)
    question = asked[name]
    own = question.own(period)
    return Explanation(
        row=_row(agreement, asked, name, found, "", own),
        agreement=agreement.agreement,
        period=own,
        slice=where,
        variant=str(question.formula.spec),
        aspects=question.formula.variant.aspects,
        panel=panel(source, agreement.measures[name], question, own, where),
        query="",
    )
