"""What the records give to a settlement: every measure and counted figure, by period, as the agreement stood then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from truegreen.engine.duck import Duck
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.given import Given
from truegreen.readings.cells import Cells
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read


def given_readings(
    duck: Duck,
    folder: Path,
    cells: Cells,
    versions: Versions,
    metrics: Mapping[str, Metric],
    came: datetime | None,
) -> Iterator[Given]:
    """Give the reading of each measure, and the count of each counted figure, for every period that is over.

    A period is read as the agreement stood on its last day: formula, service and window are those of then. It is over
    once records have come in on its last day.
    """
    known = came.date() if came else date.min
    begins = [date.min, *(since for since, _ in versions.each[1:]), date.max]
    for (_, agreement), since, until in zip(versions.each, begins, begins[1:], strict=False):
        asked = questions(agreement, metrics)
        counted = _counted(agreement, asked)
        for each in read(duck, folder, cells, [*asked.values(), *counted.values()]):
            if each.period is not None and since <= each.period.last < until and each.period.last <= known:
                rows = Fraction(each.count)
                value = rows if each.measure in counted else each.value
                yield Given(name=each.measure, period=each.period, value=value, count=rows)


def _counted(agreement: Agreement, asked: Mapping[str, Question]) -> dict[str, Question]:
    """Give the questions of figures that count a measure's rows."""
    return {
        name: replace(of, id=name, scope=of.scope.and_only(figure.where), window=agreement.settled_every)
        for name, figure in agreement.figures.items()
        if (of := asked.get(figure.rows_of)) is not None
    }
