"""What is wrong with where a column comes from, before any file is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import available_timezones

from truegreen.facts.tables import Column
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error
from truegreen.sources.expression import compiled
from truegreen.sources.mapping import From
from truegreen.sources.reading import EPOCHS, ISO, LENGTH, NO, NUMBERS, YES
from truegreen.units.calendar import is_zone
from truegreen.units.span import Span

_DIRECTIVES: Final = re.compile(r"%-?([aAbBdfHIjmMnpSyYzZ%])")
# What an expression may give for a column of each kind; text is read further.
_GIVES: Final = {
    "text": ("any", "text"), "integer": ("any", "text", "number"), "decimal": ("any", "text", "number"),
    "time": ("any", "text", "time"), "date": ("any", "text", "time"), "boolean": ("any", "text", "boolean"),
}  # fmt: skip


def unfit_column(column: Column, source: From) -> Iterator[Finding]:
    """Find what is wrong with where a column comes from, as it is written."""
    ways = [source.column, source.constant, source.combine, source.expression]
    if sum(map(bool, ways)) != 1:
        says = f"{column.name} comes from {'several things' if any(ways) else 'nothing'}."
        yield error(source.at, "one-origin", says, "Write one of column, constant, combine and expression.")
    if source.otherwise is not None and source.values is None:
        says = f"{column.name} says otherwise, without saying what values mean."
        yield error(source.at, "otherwise-without-values", says, "Add values, or use constant.")
    yield from unknown_zone(source.zone, source.at)
    yield from _options(column, source)
    if source.expression:
        yield from _expression(column, source)
    for text in (source.constant, source.otherwise or "", *(source.values or {}).values()):
        if text and not _readable(text, column, source):
            choices = f"Choose one of {', '.join(column.one_of)}." if column.one_of else _example(column)
            says = f"“{text}” cannot be a value of {column.name}."
            yield error(source.at, "value-does-not-fit", says, choices)


def _options(column: Column, source: From) -> Iterator[Finding]:
    is_time = column.kind in ("time", "date")
    for option, fits, written in (
        ("zone", is_time, source.zone),
        ("number", column.kind in ("integer", "decimal"), source.number),
        ("format", is_time or (column.kind == "integer" and source.formats == (LENGTH,)), source.formats),
    ):
        if written and not fits:
            says = f"{column.name} is {column.kind}, so it has no {option}."
            yield error(source.at, "option-does-not-fit", says, f"Delete {option}.")
    if source.number and source.number not in NUMBERS:
        says = f"Numbers are not written like “{source.number}”."
        yield error(source.at, "unknown-number", says, did_you_mean(source.number, NUMBERS))
    for text in source.formats if is_time else ():
        if wrong := _wrong_format(text, column.kind):
            remedy = f"Write it like %d/%m/%Y %H:%M, or one of {ISO}, {', '.join(EPOCHS)}."
            yield error(source.at, "unknown-format", f"“{text}” {wrong}.", remedy)
    yield from _orders(source.formats, source.at)


def _orders(formats: tuple[str, ...], at: Span) -> Iterator[Finding]:
    """Find two formats that read the same text with day and month swapped."""
    for text in formats:
        swapped = re.sub("%[dm]", lambda found: "%m" if found[0] == "%d" else "%d", text)
        if swapped != text and swapped in formats:
            says = f"“{text}” and “{swapped}” read the same text as different days."
            yield error(at, "mixed-date-orders", says, "Keep the one that is right, or map two files by two mappings.")
            return


def _wrong_format(text: str, kind: str) -> str:
    """Say what is wrong with the format of a time; nothing if it can be used."""
    if text == ISO or text in EPOCHS:
        return ""
    letters = set(_DIRECTIVES.findall(text))
    if "%" in _DIRECTIVES.sub("", text):
        return "has a % that stands for nothing known"
    needed = ["yY", "jmbB", *(["jd"] if kind == "time" else [])]
    if not all(letters & set(each) for each in needed):
        return "does not say year, month and day"
    if kind == "time" and (("I" in letters) != ("p" in letters)):
        return "has hours up to 12 without morning and afternoon (%I goes with %p)"
    return ""


def _expression(column: Column, source: From) -> Iterator[Finding]:
    found: list[Finding] = []
    expression = source.expression
    result = compiled(expression.text, expression.at, found) if expression else None
    yield from found
    if result and source.values is None and result.kind not in _GIVES[column.kind]:
        says = f"The expression gives {result.kind}, and {column.name} is {column.kind}."
        yield error(source.at, "expression-does-not-fit", says, f"Write one that gives {column.kind}.")


def _readable(text: str, column: Column, source: From) -> bool:
    """Say whether a text of the mapping can be a value of the column."""
    if column.one_of:
        return text in column.one_of
    if column.kind in ("time", "date"):
        return bool(source.formats) or _is_iso(text)
    if column.kind == "boolean":
        return text.lower() in (*YES, *NO)
    pattern = {"integer": r"[+-]?\d{1,14}", "decimal": r"[+-]?\d{1,14}(\.\d{1,4})?"}.get(column.kind)
    return pattern is None or bool(re.fullmatch(pattern, text)) or bool(source.number or source.formats)


def _example(column: Column) -> str:
    examples = {"integer": "12", "decimal": "12.50", "time": "2025-01-31 08:00", "date": "2025-01-31", "boolean": "yes"}
    return f"Write it like {examples.get(column.kind, 'some words')}."


def _is_iso(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text))
    except ValueError:
        return False


def unknown_zone(name: str, at: Span) -> Iterator[Finding]:
    """Find that a time zone is none."""
    if name and not is_zone(name):
        says = f"“{name}” is no time zone."
        yield error(at, "unknown-zone", says, did_you_mean(name, available_timezones()))
