"""Small tables of comma-separated text that people keep by hand: rows with their places, and all that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import contents, decode, shown
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

MOST: Final = 20
"""Rows of one table that are said to be odd, at most; a thousand say no more than twenty."""
HeaderFindings = Callable[[Sequence[str], Span], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column, and where it stands."""

    cells: Mapping[str, str]
    at: Span


def rows_of(folder: Path, place: Path, header: HeaderFindings, findings: list[Finding]) -> Iterator[Row]:
    """Give the rows of a table of a project folder, nothing where there is none; what is wrong with it is found.

    Args:
        folder: the project folder.
        place: the file, as seen from the folder.
        header: finds what is wrong with the names of the columns; with an error no row is read.
        findings: where findings are added.
    """
    path, file = folder / place, place.as_posix()
    content = contents(folder, path, findings) if path.exists() else None
    text = None if content is None else decode(content, file, findings)
    return iter(()) if text is None else rows_in(text, file, header, findings)


def rows_in(text: str, file: str, header: HeaderFindings, findings: list[Finding]) -> Iterator[Row]:
    """Give the rows of a table's text, each with as many cells as there are columns; blank ones are passed over."""
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        names = [each.strip() for each in next(rows, [])]
        wrong = list(header(names, Span(file, 1)))
        findings += wrong
        odd = 0
        for row in () if wrong else rows:
            cells, at = [each.strip() for each in row], Span(file, rows.line_num)
            if any(cells) and len(cells) == len(names):
                yield Row(dict(zip(names, cells, strict=True)), at)
            elif any(cells) and (odd := odd + 1) <= MOST:
                says = f"The row has {len(cells)} cells, and the header {len(names)}."
                findings.append(
                    error(at, "cells-differ", says, "Write a cell for each column; quote cells with commas.")
                )
    except csv.Error as broken:
        remedy = "Write it as comma-separated text with quotes where a cell holds a comma."
        findings.append(error(Span(file, rows.line_num), "not-a-table", f"The table cannot be read: {broken}.", remedy))


def with_columns(needed: Sequence[str]) -> HeaderFindings:
    """Ask for some columns at least; others may stand beside them."""
    return lambda names, at: [*columns_twice(names, at), *columns_missing(names, needed, at)]


def columns_twice(names: Sequence[str], at: Span) -> Iterator[Finding]:
    """Find columns that have one name."""
    for each in (each for each in dict.fromkeys(names) if names.count(each) > 1):
        yield error(at, "column-twice", f"Two columns are called {shown(each)}.", "Keep one.")


def columns_missing(names: Sequence[str], needed: Iterable[str], at: Span, remedy: str = "") -> Iterator[Finding]:
    """Find columns that have to be there; without a remedy it is asked whether another name was meant."""
    for each in (each for each in needed if each not in names):
        remedy_ = remedy or (did_you_mean(each, names) if names else "Add it.")
        yield error(at, "missing-column", f"The table has no column {shown(each)}.", remedy_)


def unknown_to(known: Iterable[str], names: Sequence[str]) -> list[str]:
    """Give the columns that nobody asks for, each once."""
    asked = set(known)
    return [each for each in dict.fromkeys(names) if each not in asked]


def table_text(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Write a table under the names of its columns."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([columns, *rows])
    return held.getvalue()
