"""Rows of texts to records: the mapped columns, trimmed, without blank rows, repeated headers and totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Named
from typing import Final

from truegreen.engine import sql
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import error, note, warning
from truegreen.sources.intake import Intake, Rows

_TOTAL: Final = r"(grand |sub-?)?(total|sum|summe|gesamt)s?\b.*"
_BLANK, _HEADER, _TOTALS = 1, 2, 3


def named(intake: Intake, names: Sequence[str], line: int = 0) -> dict[str, int] | None:
    """Find the columns that the mapping asks for in a header; None if one is missing or there twice."""
    trimmed = [name.strip() for name in names]
    found: dict[str, int] = {}
    for name, asked in intake.mapping.reads.items():
        if (times := trimmed.count(name)) == 1:
            found[name] = trimmed.index(name)
        elif times:
            says = f"“{name}” is the name of {times} columns."
            intake.refuse("duplicate-header", says, "Give each column of the file a name of its own.", line)
        else:
            says = f"{intake.label} has no column “{name}”."
            remedy = did_you_mean(name, {*trimmed} - {""})
            intake.findings.append(error(asked, "missing-column", says, remedy))
    return found if len(found) == len(intake.mapping.reads) else None


def known(text: str, missing: Sequence[str]) -> str:
    """Trim a text; blanks and the texts that mean not known become NULL."""
    return f"CASE WHEN trim({text}) NOT IN ({', '.join(map(sql.text, ('', *missing)))}) THEN trim({text}) END"


def cells(intake: Intake, given: str, header: Sequence[str], found: Named[str, int], line: str = "") -> int:
    """Put rows of texts ``c0, c1 …`` into the temp table and mark those that are no records; say how many there are.

    Args:
        intake: where to.
        given: SQL of the rows.
        header: the names of all columns.
        found: the columns to keep, by name.
        line: the column that holds the row a person would count, if there is one.
    """
    trimmed = [f"trim(c{index})" for index in range(len(header))]
    first = f"coalesce({', '.join(f'nullif({cell}, {sql.text(str())})' for cell in trimmed)})"
    names = [f"{cell} = {sql.text(name.strip())}" for cell, name in zip(trimmed, header, strict=True) if name.strip()]
    filled = " + ".join(f"(coalesce({cell}, '') <> '')::INT" for cell in trimmed)
    odd = (
        f"CASE WHEN {first} IS NULL THEN {_BLANK} WHEN {' AND '.join(names) or 'false'} THEN {_HEADER} "
        f"WHEN regexp_full_match(lower({first}), {sql.text(_TOTAL)}) AND ({filled}) * 2 <= {max(len(header), 2)} "
        f"THEN {_TOTALS} ELSE 0 END"
    )
    kept = [f"{known(f'c{index}', intake.mapping.missing)} AS u{n}" for n, index in enumerate(found.values())]
    columns = ", ".join([*kept, f"{odd}::UTINYINT AS _odd", *([f"{line} AS _line"] if line else [])])
    intake.rows(f"CREATE OR REPLACE TEMP TABLE {intake.table} AS SELECT {columns} FROM {given}")
    return int(intake.rows(f"SELECT count(*) FROM {intake.table}")[0][0])


def records(intake: Intake, row: str, names: Iterable[str], *, dates: bool = False) -> Rows:
    """Give the rows of a marked table that are records, and say which were left out.

    Args:
        intake: where they are.
        row: SQL of the row that a person would count.
        names: the columns kept.
        dates: whether what the file knew as a time stands in them as ISO text.
    """
    table = intake.table
    query = f"SELECT _odd, count(*), min({row}), max(rowid) FROM {table} GROUP BY _odd"
    odd = {kind: (count, line, last) for kind, count, line, last in intake.rows(query)}
    end = odd[0][2] if 0 in odd else -1
    query = f"SELECT {_TOTALS}, count(*), min({row}), 0 FROM {table} WHERE _odd = {_TOTALS} AND rowid > {end}"
    odd |= {kind: tuple(found) for kind, *found in intake.rows(query)}
    _note_left_out(intake, {kind: (count, line) for kind, (count, line, _) in odd.items() if count})
    columns = {name: f"u{number}" for number, name in enumerate(names)}
    listed = ", ".join([f"{row} AS _row", *columns.values()])
    kept = f"_odd = 0 OR (_odd = {_TOTALS} AND rowid < {end})"
    intake.rows(f"CREATE OR REPLACE TEMP VIEW {table}_records AS SELECT {listed} FROM {table} WHERE {kept}")
    return Rows(f"{table}_records", intake.label, columns, dates)


def _note_left_out(intake: Intake, odd: Named[int, tuple[int, int]]) -> None:
    """Say which rows are no records, with how many there are and where the first is."""
    if _BLANK in odd:
        count, line = odd[_BLANK]
        remedy = "Nothing needs to be done; an export that ends with its records is cleaner."
        says = f"Blank rows were left out: {count:,}, the first here."
        intake.findings.append(note(intake.at(line), "blank-rows", says, remedy, count))
    if _HEADER in odd:
        count, line = odd[_HEADER]
        says = f"The header stands among the records: {count:,} times, first here; those rows were left out."
        remedy = "Look whether exports were pasted together, and whether one of them is in it twice."
        intake.findings.append(warning(intake.at(line), "repeated-header", says, remedy, count))
    if _TOTALS in odd:
        count, line = odd[_TOTALS]
        says = "From here on there are totals and no records; they were left out."
        intake.findings.append(warning(intake.at(line), "totals-row", says, "Export without totals.", count))
    if 0 not in odd:
        says = "The file has a header and no records."
        intake.findings.append(warning(intake.at(), "no-records", says, "Look whether there really were none."))
