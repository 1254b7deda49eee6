"""XES event logs: one row per event, with its attributes and, as ``case:NAME``, those of its trace.

``_trace`` says which trace of the log a row belongs to and ``_event`` which event of the trace it is, from one on.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final

from truegreen.engine import sql
from truegreen.model.finding import note, warning
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.limits import LARGEST, BrokenError, TooLargeError
from truegreen.sources.mapping import Format
from truegreen.sources.rows import known, named
from truegreen.sources.unpacking import unpacked
from truegreen.sources.xes_events import MOST, NAME, TIME, Read, read_log, too_many

CASE: Final = "case:"
"""What stands before the name of a trace's attribute."""
_NUMBERS: Final = ("_trace", "_event")
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 50_000, 32_000_000


@dataclass(slots=True)
class _Table:
    """Rows that are written piece by piece, as columns.

    Attributes:
        numbers: the names of the numbers that each row begins with, before its attributes.
        asked: the attributes that are written; all, if it is None.
        names: all names of attributes, in the order in which they came.
        rows: the rows that are not written yet.
        size: how much was read when rows were written the last time.
        count: how many rows are written.
        files: what is written.
    """

    numbers: tuple[str, ...]
    asked: AbstractSet[str] | None
    names: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    size: int = 0
    count: int = 0
    files: list[Path] = field(default_factory=list)

    @property
    def given(self) -> str:
        """Give SQL of the rows."""
        files = ", ".join(sql.text(str(file)) for file in self.files)
        return f"read_parquet([{files}], union_by_name = true)"


def read_xes(intake: Intake, path: Path) -> Rows | None:
    """Put the events of a log on the connection, with the attributes that are mapped; None if it cannot be read."""
    return _read(intake, path, set(intake.mapping.reads))


def events(intake: Intake, path: Path) -> Rows | None:
    """Put the events of a log on the connection with all their attributes, as texts; None if it cannot be read.

    Args:
        intake: where they are put; its mapping may be empty.
        path: the log, as ``.xes`` or ``.xes.gz``.
    """
    file = unpacked(intake, path)
    if not file:
        return None
    inside, written = file
    if written is not Format.XES:
        intake.refuse("no-event-log", f"The file is {written}, and no event log.", "Give one that ends in .xes.")
        return None
    return all_events(intake, inside)


def all_events(intake: Intake, path: Path) -> Rows | None:
    """Do the same for a log that is not packed; the rows are read from files in the room."""
    return _read(intake, path, None)


def _read(intake: Intake, path: Path, asked: set[str] | None) -> Rows | None:
    of_events = _Table(_NUMBERS, asked)
    of_traces = _Table(("_trace",), asked and {name.removeprefix(CASE) for name in asked if name.startswith(CASE)})
    read = Read()
    try:
        with path.open("rb") as opened:
            for read in read_log(opened):
                _take(intake, of_events, read.events, read.size)
                _take(intake, of_traces, read.traces, read.size)
        _write(intake, of_events)
        _write(intake, of_traces)
    except BrokenError as wrong:
        intake.refuse(wrong.name, wrong.says, wrong.remedy, wrong.line)
        return None
    except TooLargeError:
        says = f"An event, or what stands beside one, is larger than {LARGEST / 1_000_000} million bytes."
        remedy = "Leave its longest text out of the export."
        intake.refuse("record-too-large", says, remedy, read.count + 1)
        return None
    _note_odd(intake, read)
    return _rows(intake, of_events, of_traces, read)


def _take(intake: Intake, table: _Table, rows: list[Any], size: int) -> None:
    """Take rows out of a list, and write them away where there are many."""
    table.rows += rows
    for name in dict.fromkeys(chain.from_iterable([row[-1] for row in rows])):
        table.names.setdefault(name, len(table.names))
    rows.clear()
    if len(table.names) > MOST:
        raise too_many()
    if len(table.rows) >= _ROWS_AT_ONCE or size - table.size > _BYTES_AT_ONCE:
        _write(intake, table)
        table.size = size


def _write(intake: Intake, table: _Table) -> None:
    import pyarrow
    from pyarrow.parquet import write_table

    if not table.rows:
        return
    *numbers, held = zip(*table.rows, strict=True)
    first, table.count = table.count + 1, table.count + len(table.rows)
    columns = {"_row": pyarrow.array(range(first, table.count + 1), pyarrow.int64())}
    columns |= {
        name: pyarrow.array(values, pyarrow.int64()) for name, values in zip(table.numbers, numbers, strict=True)
    }
    present = set[str]().union(*held)
    for name, number in table.names.items():
        if name in present and (table.asked is None or name in table.asked):
            columns[f"a{number}"] = pyarrow.array([each.get(name) for each in held], pyarrow.string())
    table.files.append(intake.new_file())
    write_table(pyarrow.table(columns), table.files[-1])
    table.rows.clear()


def _rows(intake: Intake, of_events: _Table, of_traces: _Table, read: Read) -> Rows | None:
    """Join events with their traces, and leave the columns that are asked for."""
    parts = ((of_traces, CASE, "t", read.defaults["trace"]), (of_events, "", "e", read.defaults["event"]))
    cells = dict(zip(_NUMBERS, ("e._trace", "e._event"), strict=True))
    for table, before, alias, defaults in parts:
        for name in {**table.names, **defaults}:
            cell = f"{alias}.a{table.names[name]}" if name in table.names else "NULL"
            default = sql.text(defaults[name]) if name in defaults else "NULL"
            cells.setdefault(before + name, known(f"coalesce({cell}, {default})", intake.mapping.missing))
    if of_events.asked is not None:
        if read.count and named(intake, list(cells)) is None:
            return None
        cells = {name: cells.get(name, "NULL") for name in intake.mapping.reads}
    columns = {name: f"u{number}" for number, name in enumerate(cells)}
    listed = ", ".join(["e._row", *(f"{cells[name]} AS {column}" for name, column in columns.items())])
    traces = f"LEFT JOIN {of_traces.given} AS t USING (_trace)" if of_traces.files else ""
    order = "" if of_events.asked is None else "ORDER BY e._row"
    query = f"SELECT {listed} FROM {of_events.given} AS e {traces} {order}"
    if not of_events.files:
        nothing = ", ".join(["0::BIGINT AS _row", *(f"NULL::VARCHAR AS {column}" for column in columns.values())])
        query = f"SELECT {nothing} LIMIT 0"
    kind = "VIEW" if of_events.asked is None else "TABLE"
    intake.rows(f"CREATE OR REPLACE TEMP {kind} {intake.table} AS {query}")
    return Rows(intake.table, intake.label, columns)


def _note_odd(intake: Intake, read: Read) -> None:
    """Say what is odd in a log: with how often, and where first."""
    at = {what: intake.at(place) for what, place in read.first.items()}
    n = read.odd
    if count := n["unknown-tag"]:
        says = f"Tags that no event log has, or attributes without a key, were passed over: {count:,}, first here."
        remedy = "Look whether they hold something; XES knows traces, events and their attributes."
        intake.findings.append(warning(at["unknown-tag"], "unknown-tag", says, remedy, count))
    if count := n["event-without-a-time"]:
        says = f"Events without {TIME}: {count:,}, first here."
        remedy = "Export them with their times, or leave them out by where."
        intake.findings.append(warning(at["event-without-a-time"], "event-without-a-time", says, remedy, count))
    if count := n["trace-without-a-name"]:
        says = f"Traces without {NAME}, so that nothing says which case they are: {count:,}; the first ends here."
        remedy = f"Export them with it, or map _trace, the trace's number, instead of {CASE}{NAME}."
        intake.findings.append(warning(at["trace-without-a-name"], "trace-without-a-name", says, remedy, count))
    if count := n["times-out-of-order"]:
        says = f"Events that are earlier than the one before them in their trace: {count:,}, first here."
        remedy = "Nothing needs to be done; what counts is their times."
        intake.findings.append(note(at["times-out-of-order"], "times-out-of-order", says, remedy, count))
    if count := n["name-twice"]:
        says = f"An attribute stands twice in one event or trace, and its first value counts: {count:,} times."
        intake.findings.append(
            warning(at["name-twice"], "name-twice", says, "Ask the sender which of the two is right.", count)
        )
    if not read.count:
        says, remedy = "The log has no event.", "Look whether there really was none."
        intake.findings.append(warning(intake.at(), "no-records", says, remedy))
