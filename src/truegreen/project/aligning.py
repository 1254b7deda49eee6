"""The dashboards of an agreement, month by month, from the cells of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from truegreen.model.agreement import Agreement, Measure, Role, Versions, Window
from truegreen.model.alignment import Alignment, Track
from truegreen.model.finding import Finding, note, warning
from truegreen.model.reading import Contract, Reading
from truegreen.project.looking import View, last_period
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read
from truegreen.readings.status import contract_status
from truegreen.signals.alignment import apart, dashboard, farthest, pairs, told
from truegreen.stats.series.together import LEAST
from truegreen.units.period import Period


def alignment(view: View, versions: Versions, where: Mapping[str, str] | None = None) -> Alignment:
    """Say whether delivery and customers tell the same story, over all whole months of a run.

    Args:
        view: the run.
        versions: the agreement through time.
        where: members of slices to stay within.
    """
    agreement = versions.latest
    within = where or {}
    asked = _asked(view, agreement, within)
    found = _by_month(view, asked)
    months = _months(view, versions, found)
    tracks = {name: _track(versions, name, asked[name], found.get(name, {}), months) for name in asked}
    delivery = dashboard([tracks[name] for name in _delivery(agreement, asked)])
    customers = dashboard([each for name, each in tracks.items() if _is_outcome(agreement, name)])
    levels, surprises, story = told(delivery, customers)
    gap, parts = apart(delivery, customers)
    named = [(name, agreement.measures[name].outcome) for name in asked if not _is_outcome(agreement, name)
             and agreement.measures[name].outcome in tracks]  # fmt: skip
    return Alignment(
        agreement=versions.id,
        title=", ".join([agreement.title, *(f"{name} {member}" for name, member in within.items())]),
        where=within,
        months=months,
        delivery=delivery,
        customers=customers,
        together=levels,
        surprises=surprises,
        story=story,
        gap=gap,
        parts=parts,
        apart=farthest(delivery, customers),
        pairs=pairs([*tracks.values()], named),
        findings=(*view.findings, *_findings(agreement, months)),
        run=view.run,
        known_until=view.known_until,
    )


def _asked(view: View, agreement: Agreement, where: Mapping[str, str]) -> dict[str, Question]:
    """Ask every measure by the month, within the members that its tables can tell."""
    kept = view.source.cells.slices
    return {
        name: replace(each, window=Window.MONTH, scope=each.scope.and_only(where))
        for name, each in questions(agreement, view.source.metrics).items()
        if all(where.keys() <= {*kept.get(table, ())} for table in each.formula.variant.tables)
    }


def _by_month(view: View, asked: Mapping[str, Question]) -> dict[str, dict[Period, Reading]]:
    found: dict[str, dict[Period, Reading]] = {}
    for each in read(view.source.duck, view.source.folder, view.source.cells, asked.values()):
        if each.period is not None:
            found.setdefault(each.measure, {})[each.period] = each
    return found


def _months(view: View, versions: Versions, found: Mapping[str, Mapping[Period, Reading]]) -> list[Period]:
    """Give the whole months of the term that anything was measured in."""
    last = last_period(view, versions)
    starts = versions.each[0][1].starts
    measured = {period for readings in found.values() for period in readings}
    return sorted(each for each in measured if last and each.end <= last.end and each.start >= starts)


def _is_outcome(agreement: Agreement, name: str) -> bool:
    return agreement.measures[name].role is Role.EXPERIENCE


def _delivery(agreement: Agreement, asked: Mapping[str, Question]) -> list[str]:
    """Name the measures of delivery: the critical service levels, or all that are no outcome where there is none."""
    others = [name for name in asked if not _is_outcome(agreement, name)]
    return [name for name in others if agreement.measures[name].role is Role.CRITICAL] or others


def _track(
    versions: Versions, name: str, question: Question, readings: Mapping[Period, Reading], months: Sequence[Period]
) -> Track:
    measure = versions.latest.measures[name]
    weight = measure.weight
    held = [readings.get(month) for month in months]
    better = question.formula.metric.better
    return Track(
        id=name,
        title=measure.title or name,
        weight=1.0 if weight is None else float(weight),
        better=better,
        unit=question.formula.unit,
        values=[_number(each.value) if each else None for each in held],
        counts=[each.count if each else 0 for each in held],
        met=[
            _status(versions.on(month.last).measures.get(name), each, better)
            for month, each in zip(months, held, strict=True)
        ],
    )


def _status(measure: Measure | None, reading: Reading | None, better: str) -> Contract:
    return contract_status(replace(measure, sample=None), reading, better) if measure else Contract.NOT_JUDGED


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _findings(agreement: Agreement, months: Sequence[Period]) -> Iterator[Finding]:
    if not any(each.role is Role.EXPERIENCE for each in agreement.measures.values()):
        says = "The agreement has no experience level, so that nothing says what customers live through."
        remedy = "Give a measure, like csat.top2, role: experience level."
        yield warning(agreement.at, "no-experience-level", says, remedy)
    if len(months) < LEAST:
        says = f"There are {len(months)} whole months; of fewer than {LEAST} nothing is said."
        yield note(agreement.at, "too-few-months", says, "Load more months, or look at one with the truth test.")
