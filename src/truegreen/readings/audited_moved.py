"""A measure as stated, and without what a detector hit: counts by period, values and statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from truegreen.model.agreement import Measure, Versions
from truegreen.model.audit import Attainment, Moved
from truegreen.model.reading import Reading
from truegreen.readings.audited import Day
from truegreen.readings.questions import Question
from truegreen.readings.status import contract_status
from truegreen.units.period import Period

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """Hits and rows of a measure in each of its periods, as stated and without what a detector hit."""

    stated: Mapping[Period, Pair]
    without: Mapping[Period, Pair]


def by_period(question: Question, counted: Iterable[Day]) -> ByPeriod:
    """Gather days into the periods of a measure."""
    stated: dict[Period, list[int]] = defaultdict(lambda: [0, 0])
    without: dict[Period, list[int]] = defaultdict(lambda: [0, 0])
    for each in counted:
        period = question.period_at(each.day)
        for sums, hits, of in ((stated, each.hits, each.of), (without, each.hits_without, each.of_without)):
            sums[period][0] += hits
            sums[period][1] += of
    return ByPeriod(
        *({period: (hits, of) for period, (hits, of) in sorted(sums.items())} for sums in (stated, without))
    )


def moved(versions: Versions, name: str, question: Question, counted: ByPeriod, *, whole: bool) -> Moved:
    """Say what a measure is as stated and without what a detector hit.

    Args:
        versions: the agreement through time; each period is held against the level of its last day.
        name: the measure.
        question: what it asks.
        counted: its rows.
        whole: whether all its rows are there; the evidence that the agreement asks for silences no slice of them.
    """
    measure = _on(versions, name, None)
    stated, without = (_sum(each.values()) for each in (counted.stated, counted.without))
    missed, missed_without = (
        sum(
            attainment(own, question, *pair, whole=whole).contract in ("missed", "below minimum")
            for period, pair in each.items()
            if (own := _on(versions, name, period))
        )
        for each in (counted.stated, counted.without)
    )
    return Moved(
        name,
        measure.title if measure else name,
        question.formula.unit,
        attainment(measure, question, *stated, whole=whole),
        attainment(measure, question, *without, whole=whole),
        missed,
        missed_without,
        len(counted.stated),
    )


def attainment(measure: Measure | None, question: Question, hits: int, of: int, *, whole: bool) -> Attainment:
    """Give hits of rows as a value and its status."""
    value = Fraction(hits, of) if of else None
    reading = Reading(
        measure=question.id, spec=str(question.formula.spec), count=of, total=hits, squares=0,
        unit=question.formula.unit, value=value,
    )  # fmt: skip
    held = (measure if whole else replace(measure, sample=None)) if measure else Measure(metric="")
    return Attainment(hits, of, value, contract_status(held, reading, question.formula.metric.better))


def _on(versions: Versions, name: str, period: Period | None) -> Measure | None:
    return (versions.on(period.last) if period else versions.latest).measures.get(name)


def _sum(pairs: Iterable[Pair]) -> Pair:
    listed = list(pairs)
    return sum(hits for hits, _ in listed), sum(of for _, of in listed)
