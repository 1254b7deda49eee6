"""Readings from cells: add up whole numbers, then divide once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from truegreen.engine.duck import Duck
from truegreen.model.reading import PARTS, Reading
from truegreen.readings.cells import Cells
from truegreen.readings.gathering import Place, Sums, gather, groups
from truegreen.readings.questions import Question
from truegreen.readings.specs import Formula
from truegreen.stats.histogram import quantile
from truegreen.stats.intervals import mean_interval, wilson
from truegreen.units.period import Period

_ALWAYS: Final = Period(date.min, date.max)


def read(duck: Duck, folder: Path, cells: Cells, asked: Iterable[Question], *bys: Sequence[str]) -> list[Reading]:
    """Answer questions from cells.

    Args:
        duck: the connection.
        folder: the store's folder.
        cells: the cells.
        asked: what to read.
        bys: sets of slices to read by, each on its own; none for everything. A question whose tables lack a slice
            is not answered by it.

    Returns:
        One reading per question, set, members and period, and one each over all periods.
    """
    gathered: dict[Place, Sums] = {}
    listed = list(asked)
    for group in groups(cells, listed, [tuple(by) for by in bys] or [()]):
        gather(duck, folder, cells, group, gathered)
    found = {question.id: question for question in listed}
    return [
        reading(found[name], cells, dict(zip(by, members, strict=True)), period, sums)
        for (name, by, members, period), sums in sorted(gathered.items(), key=_in_order)
    ]


def _in_order(each: tuple[Place, Sums]) -> tuple[str, tuple[str, ...], tuple[str, ...], Period]:
    (name, by, members, period), _ = each
    return name, by, members, period or _ALWAYS


def reading(question: Question, cells: Cells, members: Mapping[str, str], period: Period | None, sums: Sums) -> Reading:
    """Divide sums into a reading, with the interval that its unit allows."""
    unit = question.formula.unit
    value, low, high = _value(question.formula, cells.shares.get(str(question.formula.spec)), sums)
    return Reading(
        measure=question.id,
        spec=str(question.formula.spec),
        count=sums.n,
        total=sums.t,
        squares=sums.q,
        unit=unit,
        slice=members,
        period=period,
        divisor=sums.d,
        eligible=sums.e,
        invited=sums.i,
        answered=sums.n if sums.i is not None or sums.e is not None else None,
        value=value,
        low=low,
        high=high,
    )


def _value(formula: Formula, share: str | None, sums: Sums) -> tuple[Fraction | None, float | None, float | None]:
    divisor = sums.n if sums.d is None else sums.d
    if divisor <= 0:
        return None, None, None
    small = PARTS[formula.unit]
    if share is not None:
        found = quantile(sums.buckets, Fraction(share))
        return (None if found is None else Fraction(found).limit_denominator(1000) / small), None, None
    value = Fraction(sums.t, divisor) / small
    if sums.d is not None:
        return value, None, None
    if formula.unit == "share" and 0 <= sums.t <= sums.n and sums.q == 0:
        return value, *wilson(sums.t, sums.n)
    interval = mean_interval(sums.n, sums.t, sums.q)
    if interval is None:
        return value, None, None
    return value, interval[0] / float(small), interval[1] / float(small)
