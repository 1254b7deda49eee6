"""Contracted measures under the other variants of their metrics: readings of periods and members, from cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from truegreen.model.agreement import Agreement
from truegreen.model.reading import Reading
from truegreen.readings.questions import Question
from truegreen.readings.read import read
from truegreen.readings.scorecard import Source
from truegreen.readings.specs import Formula, formula, siblings
from truegreen.units.period import Period

Read = Mapping[tuple[str, Period | None], Reading]
"""Readings by member (empty for all together) and period (None for all)."""


@dataclass(frozen=True, slots=True)
class Ways:
    """A measure as agreed and under an alternative.

    Attributes:
        name, question: the measure.
        other: the alternative's formula.
        agreed, otherwise: what they read.
    """

    name: str
    question: Question
    other: Formula
    agreed: Read
    otherwise: Read


def ways(source: Source, agreement: Agreement, asked: Mapping[str, Question], by: str) -> list[Ways]:
    """Read every measure that has a level under the other variants of its metric, in one go."""
    measures = agreement.measures
    listed = {name: each for name, each in asked.items() if measures[name].target or measures[name].minimum}
    others = {
        (name, str(spec)): replace(question, id=f"{name}|{spec}", formula=formula(spec, source.metrics))
        for name, question in listed.items()
        for spec in siblings(question.formula.spec, source.metrics)
    }
    found: dict[str, dict[tuple[str, Period | None], Reading]] = {}
    for each in _read(source, [*listed.values(), *others.values()], by):
        found.setdefault(each.measure, {})[next(iter(each.slice.values()), ""), each.period] = each
    return [
        Ways(name, listed[name], other.formula, found[name], found[other.id])
        for (name, _), other in others.items()
        if other.formula.unit == listed[name].formula.unit and other.id in found and name in found
    ]


def _read(source: Source, asked: Iterable[Question], by: str) -> list[Reading]:
    sets = [(), (by,)] if any(by in slices for slices in source.cells.slices.values()) else [()]
    return read(source.duck, source.folder, source.cells, asked, *sets)
