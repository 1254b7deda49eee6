"""What is wrong with the values of files: each trouble of a column once, with how often, where first, and what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from duckdb import DuckDBPyConnection

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.sources.convert import Cell
from truegreen.sources.date_formats import formats_of, order_of
from truegreen.sources.mapping import From
from truegreen.sources.probes import Probe, probes_of
from truegreen.sources.reading import ISO, NUMBERS
from truegreen.units.span import Span

_KINDS: Final = {
    "integer": "a whole number", "decimal": "a number", "number": "a number", "time": "a time", "date": "a date",
    "boolean": "yes or no",
}  # fmt: skip
# Reads day and month, in the order in which they stand, from texts like 13/02/2024.
_PARTS: Final = r"'^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b'"


def value_findings(connection: DuckDBPyConnection, relation: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find what is wrong with the values, looking at all rows once."""
    probes = [probe for cell in cells for probe in probes_of(cell)]
    if not probes:
        return
    counts = ", ".join(
        f"count_if({each.when}), min(_row) FILTER ({each.when}), arg_min(_file, _row) FILTER ({each.when}), "
        f"arg_min({each.value}, _row) FILTER ({each.when})"
        for each in probes
    )
    (found,) = connection.execute(f"SELECT {counts} FROM {relation}").fetchall()
    for index, probe in enumerate(probes):
        count, row, file, value = found[4 * index : 4 * index + 4]
        if count:
            yield _told(connection, relation, probe, count, Span(file, row), value or "")


def _told(
    connection: DuckDBPyConnection, relation: str, probe: Probe, count: int, at: Span, value: str
) -> Finding:  # fmt: skip
    """Tell a trouble as a finding."""
    column = probe.cell.column
    rows = f"{count:,} rows" if count > 1 else "one row"
    if probe.id == "required-blank":
        says = f"{column.name} is blank in {rows}, first here; {probe.name} fills it."
        remedy = f"Fill it at the source, or leave such rows out by where: not blank({probe.name})."
    elif probe.id == "unreadable-value":
        return _unreadable(connection, relation, probe, count, at, value)
    else:
        query = (
            f"SELECT {probe.value}, count(*) FROM {relation} WHERE {probe.when} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 6"
        )
        found = connection.execute(query).fetchall() if probe.cell.is_open else []
        listed = ", ".join(f"{shown(text)} ({times:,})" for text, times in found[:5]) + (" …" if len(found) > 5 else "")
        says = f"{probe.name} holds what {column.name} has no meaning for: {listed or rows}."
        choices = f", one of {', '.join(column.one_of)}" if column.one_of else ""
        remedy = (
            f"Say under values of {column.name} ({probe.cell.origin.at}) what they mean{choices}; or write otherwise."
        )
    return error(at, probe.id, says, remedy, count)


def _unreadable(
    connection: DuckDBPyConnection, relation: str, probe: Probe, count: int, at: Span, value: str
) -> Finding:  # fmt: skip
    more = f", and neither are {count - 1:,} more" if count > 1 else ""
    if not probe.cell.is_open:
        says = f"A value in {probe.name} is not {_KINDS[probe.kind]}{more}."
        return error(at, "unreadable-value", says, "Correct it at the source; it is not shown, for it may name people.")
    says = f"{shown(value)} in {probe.name} is not {_KINDS[probe.kind]}{more}."
    hint = _number_hint(value) if probe.kind in ("integer", "decimal") else ""
    if probe.kind in ("time", "date"):
        days, day, months, month = _orders(connection, relation, probe.value)
        if days and months:
            says = f"{probe.name} mixes orders: {day} has the day first ({days:,}), {month} the month ({months:,})."
            remedy = "Export it in one order, or in ISO like 2024-02-13; nobody can tell what 03/04 is here."
            return error(at, "mixed-date-orders", says, remedy, count)
        hint = _format_hint([each for each in (value, day, month) if each], probe.cell.origin)
    remedy = "Correct it at the source; if it means not known, list it under missing."
    if hint:
        remedy = f"If it is written like {hint}, say so in the mapping ({probe.cell.origin.at}). {remedy}"
    return error(at, "unreadable-value", says, remedy, count)


def _number_hint(value: str) -> str:
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
        return ""
    return next((f'number: "{each}"' for each, (pattern, *_) in NUMBERS.items() if re.fullmatch(pattern, value)), "")


def _format_hint(values: Sequence[str], origin: From) -> str:
    """Give the formats that read values, both if nothing shows whether the day or the month stands first."""
    fitting = [each for each in formats_of(values) if each != ISO or origin.formats]
    return " or ".join(f'format: "{each}"' for each in fitting[: 2 if order_of(values).both else 1])


def _orders(connection: DuckDBPyConnection, relation: str, text: str) -> tuple[int, str, int, str]:
    """Count the values that can only have the day first, and those that can only have the month first."""
    first, second = (f"try_cast(regexp_extract(text, {_PARTS}, {group}) AS INT)" for group in (1, 2))
    query = f"""
        SELECT count(*) FILTER (a > 12 AND b <= 12), min(text) FILTER (a > 12 AND b <= 12),
               count(*) FILTER (b > 12 AND a <= 12), min(text) FILTER (b > 12 AND a <= 12)
        FROM (SELECT text, {first} AS a, {second} AS b FROM (SELECT {text} AS text FROM {relation}))"""
    ((days, day, months, month),) = connection.execute(query).fetchall()
    return days, day, months, month
