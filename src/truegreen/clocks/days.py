"""Calendars as two small tables that any engine can join: what was worked before each UTC day, and the way back.

The day table has a row for each calendar and UTC day: the seconds worked before it, and for each window of that day in
which the calendar is open, the seconds from 1970 that were idle before it, and those worked when it ends. So what was
worked before a moment t is the largest of: before, and for each window min(t − idle, done). The cell table is its
inverse: each row is a stretch of working seconds, so short that the calendar closes at most once within. Both count
from the first day, so that one undoes the other. All that is hard about time (zones, daylight saving, holidays) is done
earlier, in ``hours`` and ``spans``.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from truegreen.clocks.hours import Hours, Period
from truegreen.clocks.spans import SECONDS, known_from, open_spans, second_of
from truegreen.engine.engine import Engine

DAY: Final = ("calendar", "utc_day", "before", "cell_seconds")
CELL: Final = ("calendar", "cell", "starts", "lasts", "goes_on")
TYPES: Final = {"calendar": "string", "utc_day": "date"}
MOST_CELLS: Final = 4_000_000
LONGEST_CELL: Final = SECONDS
SHORTEST_CELL: Final = 60

Windows = Mapping[int, Sequence[Period]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to join with.

    Attributes:
        name: its name in queries.
        columns: values by column.
    """

    name: str
    columns: Mapping[str, Sequence[Any]]

    @property
    def expression(self) -> Any:
        """Give the table as Ibis sees it."""
        import ibis

        return ibis.table({column: TYPES.get(column, "int64") for column in self.columns}, name=self.name)


def grids(calendars: Iterable[Hours], first: date, last: date, prefix: str = "calendar") -> tuple[Grid, Grid]:
    """Give the day table and the cell table of calendars, from one UTC day to another, both included.

    Days before a calendar's hours are known have no row. Due times are found up to a day's work before the end.

    Raises:
        ValueError: two calendars have one name or one has none, no days lie between the two, or a calendar opens so
            often and so shortly that its due times would fill the memory.
    """
    spans, known = {}, {}
    for each in calendars:
        if not each.name or each.name in spans:
            raise ValueError(f"“{each.name}” cannot name a calendar: it is empty, or another has the name")
        spans[each.name], known[each.name] = open_spans(each, first, last), max(first, known_from(each))
    steps = {name: _step(name, found) for name, found in spans.items()}
    windows = {name: _by_day(found) for name, found in spans.items()}
    fullest = max((len(day) for days in windows.values() for day in days.values()), default=1)
    columns = [*DAY, *(f"{what}_{number}" for number in range(1, fullest + 1) for what in ("idle", "done"))]
    days = (
        (name, day, before, steps[name], *_idle_and_done(opened, before, fullest))
        for name, found in windows.items()
        for day, before, opened in _days(found, known[name], last)
    )
    cells = ((name, *cell) for name, found in spans.items() for cell in _cells(found, steps[name]))
    return Grid(f"{prefix}_day", _columns(columns, days)), Grid(f"{prefix}_cell", _columns(CELL, cells))


def load(engine: Engine, *tables: Grid) -> None:
    """Put tables where queries of an engine find them."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "date": pa.date32()}
    for table in tables:
        columns = {
            name: pa.array(each, kinds.get(TYPES.get(name, ""), pa.int64())) for name, each in table.columns.items()
        }
        engine.put(table.name, pa.table(columns))


def _columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    columns: list[Any] = [[] if name in TYPES else array("q") for name in names]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return dict(zip(names, columns, strict=True))


def _by_day(spans: Iterable[Period]) -> Windows:
    """Cut spans at each midnight of UTC."""
    days: dict[int, list[Period]] = defaultdict(list)
    for opens, closes in spans:
        for midnight in range(opens - opens % SECONDS, closes, SECONDS):
            days[midnight].append((max(opens, midnight), min(closes, midnight + SECONDS)))
    return days


def _days(windows: Windows, first: date, last: date) -> Iterator[tuple[date, int, Sequence[Period]]]:
    """Give each day, the seconds worked before it, and its windows."""
    before = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        opened = windows.get(second_of(day), ())
        yield day, before, opened
        before += sum(closes - opens for opens, closes in opened)


def _idle_and_done(opened: Sequence[Period], before: int, windows: int) -> Iterator[int]:
    """Give for each window the idle seconds before it and the worked ones at its end; filled up with what adds none."""
    done = before
    for opens, closes in opened:
        yield opens - done
        done += closes - opens
        yield done
    yield from (0, before) * (windows - len(opened))


def _step(name: str, spans: Sequence[Period]) -> int:
    """Give working seconds so few that no stretch of them meets two closings."""
    lengths = [closes - opens for opens, closes in spans]
    step = min([LONGEST_CELL, *(lengths[1:-1] or lengths)])
    if step < SHORTEST_CELL or sum(lengths) // step > MOST_CELLS:
        raise ValueError(f"“{name}” opens for only {step} seconds at a time; leave that opening out")
    return step


def _cells(spans: Sequence[Period], step: int) -> Iterator[tuple[int, int, int, int]]:
    """Give each full stretch of working seconds: when it starts, how long it lasts, and from when it then goes on."""
    number, worked = 0, 0
    for cell in range(sum(closes - opens for opens, closes in spans) // step):
        starts = spans[number][0] + worked
        lasts = min(step, spans[number][1] - starts)
        number, worked = (number, worked + step) if lasts == step else (number + 1, step - lasts)
        goes_on = spans[number][0] if lasts < step else starts + step
        yield cell, starts, lasts, goes_on
