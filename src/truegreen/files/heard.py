"""The folder ``heard``: what commercial people heard, in tables that need no mapping, and what is wrong with them.

A table has the columns ``account,kind,on,severity,by``: whom it was heard from, what, on which day, how serious from 1
to 5, and who heard it. There is no column for free text. Only the rows are looked at here; whether an account is known
is for those who have the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.tables import columns_missing, columns_twice, rows_of, table_text, unknown_to
from truegreen.files.text import shown
from truegreen.model.entered import Entry, Kind
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

FOLDER: Final = "heard"
COLUMNS: Final = ("account", "kind", "on", "severity", "by")
SEVERITIES: Final = range(1, 6)
_SINCE: Final = 1970
"""Years before it are slips of the pen."""


def place_of(on: date) -> Path:
    """Say in which file of a project folder a signal of a day is entered.

    >>> place_of(date(2025, 6, 3)).as_posix()
    'heard/2025-06.csv'
    """
    return Path(FOLDER, f"{on:%Y-%m}.csv")


def tables_in(folder: Path) -> list[Path]:
    """Give the tables of a project folder."""
    return sorted((folder / FOLDER).glob("*.csv"))


def read_heard(folder: Path, findings: list[Finding]) -> tuple[Entry, ...]:
    """Give all that was entered, and add what is wrong with it to the findings."""
    entries = tuple(each for path in tables_in(folder) for each in _read(folder, path, findings))
    findings += _twice(entries)
    return entries


def entry_of(cells: Mapping[str, str], at: Span, findings: list[Finding]) -> Entry | None:
    """Read one signal, as a row or a form gives it; everything that is wrong with it is added to the findings.

    Args:
        cells: by column; blank or left out where nobody says.
        at: where it stands.
        findings: where findings are added.
    """
    told = {name: cells.get(name, "").strip() for name in COLUMNS}
    before = len(findings)
    findings += [*_whom(told, at), *_what(told, at), *_when(told, at), *_how_serious(told, at)]
    if len(findings) > before:
        return None
    return Entry(
        account=told["account"],
        kind=Kind(told["kind"]),
        on=date.fromisoformat(told["on"]),
        severity=int(told["severity"]) if told["severity"] else None,
        by=told["by"],
        at=at,
    )


def heard_text(entries: Iterable[Entry]) -> str:
    """Write a table of signals under its header."""
    rows = ([each.account, str(each.kind), each.on.isoformat(), each.severity or "", each.by] for each in entries)
    return table_text(COLUMNS, rows)


def _read(folder: Path, path: Path, findings: list[Finding]) -> Iterator[Entry]:
    for row in rows_of(folder, path.relative_to(folder), _columns, findings):
        if entry := entry_of(row.cells, row.at, findings):
            yield entry


def _columns(names: Sequence[str], at: Span) -> Iterator[Finding]:
    """Find what is wrong with the names of the columns."""
    for each in unknown_to(COLUMNS, names):
        says = f"{shown(each)} is no column of a table of what was heard."
        yield error(at, "unknown-heard-column", says, did_you_mean(each, COLUMNS))
    yield from columns_twice(names, at)
    remedy = f"Begin with the line {','.join(COLUMNS)}; cells of severity and by may be blank."
    yield from columns_missing(names, COLUMNS, at, remedy)


def _whom(told: Mapping[str, str], at: Span) -> Iterator[Finding]:
    if not told["account"]:
        yield error(at, "heard-from-nobody", "Nobody says which account it is about.", "Write the account's id.")
    elif not told["account"].isprintable():
        says = f"{shown(told['account'])} holds something that nobody can see."
        yield error(at, "heard-from-nobody", says, "Write the account's id as the records have it.")


def _what(told: Mapping[str, str], at: Span) -> Iterator[Finding]:
    kinds = [str(each) for each in Kind]
    if told["kind"] not in kinds:
        says = f"{shown(told['kind'])} is nothing that can be heard."
        yield error(at, "unknown-signal", says, did_you_mean(told["kind"], kinds))


def _when(told: Mapping[str, str], at: Span) -> Iterator[Finding]:
    try:
        is_meant = date.fromisoformat(told["on"]).year >= _SINCE
    except ValueError:
        is_meant = False
    if not is_meant:
        says = f"{shown(told['on'])} is no day on which anybody was heard."
        yield error(at, "not-a-date", says, "Write it like 2025-01-31.")


def _how_serious(told: Mapping[str, str], at: Span) -> Iterator[Finding]:
    if told["severity"] and told["severity"] not in map(str, SEVERITIES):
        says = f"{shown(told['severity'])} is no severity."
        yield error(at, "odd-severity", says, "Write a whole number from 1 to 5, or leave it out.")


def _twice(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Find the same thing heard of one account twice on one day: the facts keep one row of it."""
    first: dict[tuple[str, Kind, date], Entry] = {}
    for each in entries:
        other = first.setdefault((each.account, each.kind, each.on), each)
        if other is not each:
            says = f"{each.kind} of {shown(each.account)} on {each.on} stands at {other.at} already."
            yield error(each.at, "heard-twice", says, "Keep one row for each account, kind and day.")
