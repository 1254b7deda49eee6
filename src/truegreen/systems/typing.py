"""SQL that reads the texts of exports as an entity's columns, and what cannot be read."""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql
from truegreen.sources import reading
from truegreen.systems.define import Field

# How exports write a time that never comes, or never was.
_NEVER: Final = r"(9999|[2-9][2-9]\d\d|0001)-.*"
_LENGTH: Final = r"(\d+):(\d\d):(\d\d)(\.\d+)?"
# ServiceNow keeps a duration as the moment that lies so long after the start of 1970.
_IN_WORDS: Final = r"(?:(\d+) Days? ?)?(?:(\d+) Hours? ?)?(?:(\d+) Minutes? ?)?(?:(\d+) Seconds?)?"
_SINCE_1970: Final = r"19\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z?"


def typed(text: str, field: Field, zone: str) -> str:
    """Give SQL of a text as its column's kind; NULL where it cannot be read.

    Args:
        text: SQL of the text; NULL where there is none.
        field: the column.
        zone: zone of times that carry none.
    """
    if field.kind in ("time", "date"):
        is_time = field.kind == "time"
        moment = reading.moment(text, field.formats, zone, "UTC" if is_time else zone)
        known = f"CASE WHEN regexp_full_match({text}, {sql.text(_NEVER)}) THEN NULL ELSE {moment} END"
        return f"CAST({known} AS {'TIMESTAMP' if is_time else 'DATE'})"
    if field.kind == "integer":
        return reading.whole(reading.number(text))
    if field.kind == "decimal":
        return reading.number(text)
    if field.kind == "boolean":
        return reading.boolean(text)
    if field.kind == "length":
        return _length(text)
    return text


def unreadable(text: str, field: Field, zone: str) -> str:
    """Give SQL that says whether a text is there and cannot be read as its column's kind."""
    if field.kind == "text":
        return "false"
    if field.kind in ("list", "json"):
        kinds = "('ARRAY', 'NULL')" if field.kind == "list" else "('ARRAY', 'OBJECT', 'NULL')"
        kind = f"json_type(CASE WHEN json_valid({text}) THEN {text} END)"
        return f"({text} IS NOT NULL AND NOT coalesce({kind} IN {kinds}, false))"
    never = f" AND NOT regexp_full_match({text}, {sql.text(_NEVER)})" if field.kind in ("time", "date") else ""
    return f"({text} IS NOT NULL AND {typed(text, field, zone)} IS NULL{never})"


def _length(text: str) -> str:
    parts = [f"CAST(regexp_extract({text}, {sql.text(_LENGTH)}, {part}) AS BIGINT)" for part in (1, 2, 3)]
    passed = f"CAST(floor(epoch(try_cast({text} AS TIMESTAMP))) AS BIGINT)"
    number = f"CAST(floor({reading.number(text)}) AS BIGINT)"
    said = [
        f"coalesce(try_cast(regexp_extract({text}, {sql.text(_IN_WORDS)}, {part}) AS BIGINT), 0)"
        for part in range(1, 5)
    ]
    return (
        f"CASE WHEN regexp_full_match({text}, {sql.text(_LENGTH)}) THEN {parts[0]} * 3600 + {parts[1]} * 60 + "
        f"{parts[2]} WHEN regexp_full_match({text}, {sql.text(_IN_WORDS)}) "
        f"THEN {said[0]} * 86400 + {said[1]} * 3600 + {said[2]} * 60 + {said[3]} "
        f"WHEN regexp_full_match({text}, {sql.text(_SINCE_1970)}) THEN {passed} ELSE {number} END"
    )
