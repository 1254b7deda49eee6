"""A file being taken in: where its rows go, what is read of it, and how findings name it."""

from __future__ import annotations

import re
from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.sources.mapping import Mapping
from truegreen.sources.people import names_people
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Intake:
    """A file being taken in.

    Attributes:
        connection: where its rows are put.
        table: the name of the temp table or view that holds them.
        label: how findings name the file.
        mapping: which columns are read, and how.
        room: a folder for what is unpacked or rewritten; it may be deleted afterwards.
        findings: where findings are added.
    """

    connection: DuckDBPyConnection
    table: str
    label: str
    mapping: Mapping
    room: Path
    findings: list[Finding]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Run a query or statement and give its rows."""
        return self.connection.execute(query).fetchall()

    def at(self, line: int = 0) -> Span:
        """Give a place in the file."""
        return Span(self.label, line)

    def refuse(self, name: str, says: str, remedy: str, line: int = 0, count: int | None = None) -> None:
        """Add a finding that stops the file."""
        self.findings.append(error(self.at(line), name, says, remedy, count))

    def quoted(self, line: str) -> str:
        """Quote a line of the file after what is said of it; nothing where it may name people."""
        return "" if names_people(self.mapping) else f": {shown(line)}"

    def new_file(self) -> Path:
        """Give a path for another file in the room."""
        return self.room / f"{len(list(self.room.iterdir()))}"


def reason(wrong: Exception) -> str:
    """Give the first line of what DuckDB complains about, without the paths of this machine."""
    return re.sub(r"\s*['\"(]*/\S+", "", str(wrong).partition("\n")[0]).removesuffix(".")[:120]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one file on a connection.

    Attributes:
        relation: a temp table or view with ``_row``, which is the row a person would count, and the columns below.
        label: how findings name the file.
        columns: the mapped columns by name: what each is called in the relation.
        dates: whether what the file knew as a time stands in it as ISO text.
        live: whether it is a view that reads the file.
    """

    relation: str
    label: str
    columns: Named[str, str]
    dates: bool = False
    live: bool = False
