"""JSON events as text on one line, in which no number loses a digit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from truegreen.sources.json_events import BEGINS, ENDS, Event
from truegreen.sources.limits import LARGEST, TooLargeError


def as_text(thing: Iterable[Event]) -> tuple[str, bool]:
    """Write a thing on one line, and say whether a name stands twice in one of its objects.

    Raises:
        TooLargeError: it is larger than a record may be.
    """
    written: list[str] = []
    names: list[set[str]] = []
    size, comma, twice = 0, "", False
    for event, value in thing:
        if event in BEGINS:
            text, comma = comma + ("{" if event == "start_map" else "["), ""
            names.append(set())
        elif event in ENDS:
            text, comma = "}" if event == "end_map" else "]", ","
            names.pop()
        elif event == "map_key":
            text, comma = f"{comma}{encode_basestring(value)}:", ""
            twice = twice or value in names[-1]
            names[-1].add(value)
        else:
            text, comma = comma + _value(value), ","
        written.append(text)
        size += len(text)
        if size > LARGEST:
            raise TooLargeError
    line = "".join(written)
    if not line.isascii() and len(line.encode(errors="replace")) > LARGEST:
        raise TooLargeError
    return line, twice


def _value(value: Any) -> str:
    """Write a value; numbers with a point in quotes, because DuckDB would keep no more than sixteen of their digits."""
    if isinstance(value, str):
        return str(encode_basestring(value))
    if isinstance(value, Decimal):
        return f'"{value:f}"' if abs(value.adjusted()) < 40 else f'"{value}"'
    return "null" if value is None else str(value).lower()
