"""The troubles that the values of a column may have, as conditions in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truegreen.engine import sql
from truegreen.sources.convert import Cell


@dataclass(frozen=True, slots=True)
class Probe:
    """A trouble that values of a column may have.

    Attributes:
        id: the finding's name.
        name: the column, in the file or of the fact table.
        kind: what its values should be.
        when: SQL that is true for a row that has the trouble.
        value: SQL of the value that is shown.
        cell: the column of the fact table.
    """

    id: str
    name: str
    kind: str
    when: str
    value: str
    cell: Cell


def probes_of(cell: Cell) -> Iterator[Probe]:
    """Give what may be wrong with the values of a column."""
    column, origin, name = cell.column, cell.origin, cell.origin.column or cell.column.name
    if origin.values is not None and not origin.otherwise:
        means = ", ".join(map(sql.text, origin.values))
        yield Probe("unknown-value", name, "", f"{cell.read} NOT IN ({means or 'NULL'})", cell.read, cell)
    for read, kind, text, result in cell.on_the_way:
        yield Probe(
            "unreadable-value",
            f"{read} (for {column.name})",
            kind,
            f"{text} IS NOT NULL AND {result} IS NULL",
            text,
            cell,
        )
    if column.kind != "text":
        unreadable = f"{cell.given} IS NOT NULL AND {cell.result} IS NULL"
        yield Probe("unreadable-value", name, column.kind, unreadable, cell.given, cell)
    if column.required:
        yield Probe("required-blank", name, column.kind, f"{cell.given} IS NULL", "NULL", cell)
    if column.one_of:
        choices = ", ".join(map(sql.text, column.one_of))
        yield Probe("not-a-choice", name, "", f"{cell.result} NOT IN ({choices})", cell.result, cell)
