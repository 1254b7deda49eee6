"""All pieces of work of an experience level at once, as arrays: units (members of slices) by months.

Every measure is read by months here, whatever it gathers for, and without the least sample that the agreement asks for:
a piece of work is smaller than what the agreement judges. Where a service names its contact types, work of these types
that runs under another service is read as well, and marked as outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.agreement import Agreement, Measure, Versions, Window
from truegreen.model.reading import PARTS, Contract
from truegreen.readings.gathering import Place, Sums, gather, groups
from truegreen.readings.questions import UNKNOWN, Question, questions
from truegreen.readings.read import reading
from truegreen.readings.scorecard import Source
from truegreen.readings.status import contract_status
from truegreen.units.period import Period, period_of

SERVICE: Final = "service"
STATUS: Final = (Contract.NOT_JUDGED, Contract.MET, Contract.MISSED, Contract.BELOW_MINIMUM)
"""What the numbers in ``Counted.status`` mean."""
Whole = NDArray[np.int64]
Marks = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One measure over all units and months.

    Attributes:
        measure: its id.
        standing: the measure in each month, None in months in which the agreement has none of that name.
        question: what is counted, as last asked.
        hits, of: (units, months): numerator and denominator; zero where nothing was counted.
        status: (units, months): place in ``STATUS``.
        variance: of one row about the mean of its unit and month, in the unit; None where rows do not show it.
    """

    measure: str
    standing: Sequence[Measure | None]
    question: Question
    hits: Whole
    of: Whole
    status: Marks
    variance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The units of an experience level.

    Attributes:
        level: its id.
        by: slices.
        members: (units): the members of each unit, in the order of ``by``.
        inside: (units,): whether the agreement covers the unit.
        months: the months.
        counted: measures by id, the level itself included.
    """

    level: str
    by: Sequence[str]
    members: Sequence[tuple[str, ...]]
    inside: NDArray[np.bool_]
    months: Sequence[Period]
    counted: Mapping[str, Counted]


def grid(
    source: Source,
    versions: Versions,
    level: str,
    measures: Iterable[str],
    by: Sequence[str],
    where: Mapping[str, str],
    last: date,
) -> Grid:
    """Read some measures of an experience level for every unit and month.

    Args:
        source: where readings come from.
        versions: the agreement through time; each month is held against the version of its last day.
        level: the experience level; its service says which work is meant.
        measures: the measures to read besides it; those whose tables lack one of the slices come out empty.
        by: slices whose members make units.
        where: members of slices to stay within.
        last: the last day read; a month that ends later is left out.
    """
    names = list(dict.fromkeys((level, *measures)))
    asked = dict(_asked(source, versions, names, where))
    own = versions.latest.measures[level].service if level in versions.latest.measures else ""
    keeps = _tells_services(source, asked, level)
    slices = tuple(dict.fromkeys((SERVICE, *by) if keeps else by))
    gathered: dict[Place, Sums] = {}
    for group in groups(source.cells, list({each.id: each for each in asked.values()}.values()), [slices]):
        gather(source.duck, source.folder, source.cells, group, gathered)
    places = [at for at in gathered if at[3] is not None and at[3].last <= last and UNKNOWN not in at[2][keeps:]]
    months = _months(versions, places)
    units = sorted({members for _, _, members, _ in places})
    standing = [_standing(versions, month.last) for month in months]
    found = {
        name: _counted(source, name, asked, gathered, slices, units, months, standing)
        for name in names
        if any(key[0] == name for key in asked)
    }
    kept = [at for at, name in enumerate(slices) if name in by]
    return Grid(
        level=level,
        by=tuple(slices[at] for at in kept),
        members=[tuple(unit[at] for at in kept) for unit in units],
        inside=np.array([not (keeps and own) or unit[0] == own for unit in units], dtype=np.bool_),
        months=months,
        counted=found,
    )


def _asked(
    source: Source, versions: Versions, names: Sequence[str], where: Mapping[str, str]
) -> Iterator[tuple[tuple[str, date], Question]]:
    """Give what each version of the agreement asks, by measure and the version's first day; alike ones have one id."""
    known: dict[tuple[object, ...], str] = {}
    for since, agreement in versions.each:
        for name, question in questions(agreement, source.metrics).items():
            tables = question.formula.variant.tables
            if name not in names or any(where.keys() - {*source.cells.slices.get(each, ())} for each in tables):
                continue
            asked = _widened(replace(question, window=Window.MONTH, scope=question.scope.and_only(where)))
            alike = (name, str(asked.formula.spec), asked.scope, asked.anchor)
            yield (name, since), replace(asked, id=known.setdefault(alike, f"{name} {len(known)}"))


def _tells_services(source: Source, asked: Mapping[tuple[str, date], Question], level: str) -> bool:
    """Say whether the rows of a level tell services; where no agreement asks for one, none is kept."""
    tables = [table for (name, _), each in asked.items() if name == level for table in each.formula.variant.tables]
    return all(SERVICE in source.cells.slices.get(table, ()) for table in tables)


def _widened(question: Question) -> Question:
    """Ask for the contact types of a service under whichever service they run."""
    only = dict(question.scope.only)
    if "contact_type" not in only:
        return question
    narrowed = tuple(each for each in question.scope.only if each[0] != SERVICE)
    return replace(question, scope=replace(question.scope, only=narrowed))


def _standing(versions: Versions, day: date) -> tuple[date, Agreement]:
    """Give the version that stands on a day, with its first day."""
    return max((each for each in versions.each if each[0] <= day), default=versions.each[0], key=lambda each: each[0])


def _months(versions: Versions, places: Sequence[Place]) -> list[Period]:
    """Give every month from the first to the last that anything was counted in."""
    held = sorted({period for *_, period in places if period is not None})
    if not held:
        return []
    anchor, found = versions.latest.month_starts_on, [held[0]]
    while found[-1].end < held[-1].end:
        found.append(period_of(found[-1].end, "month", anchor))
    return found


def _counted(
    source: Source,
    name: str,
    asked: Mapping[tuple[str, date], Question],
    gathered: Mapping[Place, Sums],
    slices: tuple[str, ...],
    units: Sequence[tuple[str, ...]],
    months: Sequence[Period],
    standing: Sequence[tuple[date, Agreement]],
) -> Counted:
    """Put a measure's sums into arrays, and hold each against the agreement of its month."""
    shape = (len(units), len(months))
    hits, of, status = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int8)
    judged: dict[tuple[object, ...], int] = {}
    for column, (month, (since, agreement)) in enumerate(zip(months, standing, strict=True)):
        question = asked.get((name, since))
        if question is None:
            continue
        measure = replace(agreement.measures[name], sample=None)
        for row, unit in enumerate(units):
            sums = gathered.get((question.id, slices, unit, month))
            if sums is None:
                continue
            hits[row, column], of[row, column] = sums.t, sums.n if sums.d is None else sums.d
            key = (question.id, measure.target, measure.minimum, sums.t, sums.d, sums.n, tuple(sums.buckets.items()))
            if key not in judged:
                held = reading(question, source.cells, {}, month, sums)
                judged[key] = STATUS.index(contract_status(measure, held, question.formula.metric.better))
            status[row, column] = judged[key]
    latest = [question for (each, _), question in asked.items() if each == name][-1]
    own = [sums for (identity, _, _, period), sums in gathered.items() if identity == latest.id and period]
    return Counted(
        measure=name,
        standing=[agreement.measures.get(name) for _, agreement in standing],
        question=replace(latest, id=name),
        hits=hits,
        of=of,
        status=status,
        variance=_variance(latest.formula.unit, own),
    )


def _variance(unit: str, held: Sequence[Sums]) -> float | None:
    """Give the variance of one row about the mean of its unit and month."""
    several = [each for each in held if each.n > 1 and each.d is None]
    spread = sum(each.q - each.t * each.t / each.n for each in several)
    return spread / sum(each.n - 1 for each in several) / float(PARTS[unit]) ** 2 if spread > 0 else None
