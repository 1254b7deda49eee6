"""Lines of a review's pictures: what measures were over their periods, on one axis of months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truegreen.model.reading import Reading
from truegreen.model.scorecard import Row
from truegreen.reports import figures, written
from truegreen.reports.review.parts import Chart, Kind, Series


def lines_of(
    name: str, title: str, rows: Sequence[Row], tones: Sequence[str] = (), *, levels: bool = True
) -> Chart | None:
    """Draw measures that are shares over their periods, and their targets; None where there are not two periods.

    Args:
        name: id of the picture.
        title: what it shows.
        rows: the measures; those that are no shares are left out.
        tones: of each; the first bad and the others quiet if left out.
        levels: whether the targets are drawn.
    """
    told = [each for each in rows if each.reading and each.reading.unit == "share" and len(each.trend) > 1]
    start = max((_day(row.trend[0]) for row in told), default=date.max)
    days = sorted({_day(each) for row in told for each in row.trend if _day(each) >= start})
    if len(days) < 2:
        return None
    painted = dict(zip([each.id for each in rows], tones or ["bad", *["quiet"] * len(rows)], strict=False))
    series = [
        Series(written.title(row), painted.get(row.id, "quiet"), _values(row, days), measures=(row.id,)) for row in told
    ]
    targets = dict.fromkeys(
        (written.target(row), figures.level(row.measure.target, "share"))
        for row in told
        if levels and row.measure.target
    )
    series += [
        Series(f"target {words}", "level", [float(at * 100)] * len(days)) for words, at in targets if at is not None
    ]
    return Chart(name, Kind.LINES, title, [_label(each) for each in days], series, up="per cent")


def _day(reading: Reading) -> date:
    return reading.period.last if reading.period else date.min


def _values(row: Row, days: Sequence[date]) -> list[float | None]:
    held = {_day(each): each.value for each in row.trend}
    return [None if (value := held.get(day)) is None else round(float(value * 100), 6) for day in days]


def _label(day: date) -> str:
    """Name a month in a picture.

    >>> _label(date(2025, 3, 31))
    'Mar 25'
    """
    return f"{figures.month(day)[:3]} {day:%y}"
