"""SQL that reads a text as a number, a time, a date or yes and no; what cannot be read becomes NULL, and is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.engine import sql

NUMBER: Final = "DECIMAL(18,4)"
YES: Final = ("true", "yes", "t", "y", "1", "1.0")
NO: Final = ("false", "no", "f", "n", "0", "0.0")
# How a number may be written where it is not plain: its pattern, the signs between thousands, the decimal sign.
NUMBERS: Final = {
    "1,234.56": (r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", ",", "."),
    "1.234,56": (r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", ".", ","),
    "1 234,56": ("[+-]?(\\d+|\\d{1,3}([ \u00a0\u202f]\\d{3})+)(,\\d+)?", " \u00a0\u202f", ","),
}
ISO: Final = "iso"
# Moments as a number since 1970, and how many microseconds it counts by.
EPOCHS: Final = {"epoch": 1_000_000, "epoch-ms": 1_000}
LENGTH: Final = "h:m:s"
_LOCAL: Final = r"(19|2[01])\d\d[-/]\d{1,2}[-/]\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
_ZONED: Final = (
    r"(19|2[01])\d\d[-/]\d{1,2}[-/]\d{1,2}[Tt ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)? ?([Zz]|UTC|[+-]\d{2}(:?\d{2})?)"
)


def number(text: str, written: str = "") -> str:
    """Read a number with four digits after the point; thousands are separated only if ``written`` says so."""
    if written:
        pattern, thousands, point = NUMBERS[written]
        plain = f"replace(regexp_replace({text}, {sql.text(f'[{thousands}]')}, '', 'g'), {sql.text(point)}, '.')"
        text = f"CASE WHEN regexp_full_match({text}, {sql.text(pattern)}) THEN {plain} END"
    return f"try_cast({text} AS {NUMBER})"


def whole(exact: str) -> str:
    """Give a number as a whole number; NULL if it is none."""
    return f"CASE WHEN {exact} = trunc({exact}) THEN CAST({exact} AS BIGINT) END"


def seconds(text: str) -> str:
    """Read hours, minutes and seconds like 1:02:03 as seconds."""
    pattern = sql.text(r"\d+:\d\d:\d\d(\.\d+)?")
    passed = f"CAST(floor(epoch(try_cast({text} AS INTERVAL))) AS BIGINT)"
    return f"CASE WHEN regexp_full_match({text}, {pattern}) THEN {passed} END"


def boolean(text: str) -> str:
    """Read yes and no in their usual spellings."""
    yes, no = (", ".join(map(sql.text, words)) for words in (YES, NO))
    return f"CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END"


def moment(text: str, formats: Sequence[str], zone: str, to: str = "UTC") -> str:
    """Read a time written in one of some formats, ISO if none is given, and give it on the clock of a zone.

    Args:
        text: SQL of the text.
        formats: ``strptime`` formats, or the words iso, epoch and epoch-ms; the first that fits counts.
        zone: the zone of times that carry none.
        to: the zone of the result: UTC for times; for dates the zone itself, so that the day is the local one.
    """
    tried = [_moment(text, each, zone, to) for each in formats or (ISO,)]
    return tried[0] if len(tried) == 1 else f"coalesce({', '.join(tried)})"


def on_wall(text: str, formats: Sequence[str]) -> str:
    """Read a time as the clock on the wall showed it; NULL where the text says how far it is from UTC."""
    tried = [_iso(text) if each == ISO else f"try_strptime({text}, {sql.text(each)})" for each in formats or (ISO,)]
    local = [each for each, written in zip(tried, formats or (ISO,), strict=True) if _is_local(written)]
    return f"coalesce({', '.join(local)}, NULL)" if local else "NULL::TIMESTAMP"


def on_clock(local: str, zone: str, to: str = "UTC") -> str:
    """Give a local time on the clock of another zone; an hour that comes twice is taken as the later one."""
    return local if zone == to else f"timezone({sql.text(to)}, timezone({sql.text(zone)}, {local}))"


def plausible(time: str) -> str:
    """Leave out times that only a machine would write, such as the year 9999 for never."""
    return f"CASE WHEN year({time}) BETWEEN 1900 AND 2199 THEN {time} END"


def _moment(text: str, written: str, zone: str, to: str) -> str:
    if written == ISO:
        plain = f"replace(replace(upper({text}), ' +', '+'), ' -', '-')"
        # DuckDB 1.5 reads an offset only after seconds, and only with its minutes.
        plain = f"regexp_replace({plain}, '([T ][0-9]{{1,2}}:[0-9]{{2}})(Z|UTC|[+-])', '\\1:00\\2')"
        plain = f"regexp_replace({plain}, '([+-][0-9]{{2}})$', '\\1:00')"
        zoned = f"CASE WHEN regexp_full_match({text}, {sql.text(_ZONED)}) THEN try_cast({plain} AS TIMESTAMPTZ) END"
        return f"coalesce({on_clock(_iso(text), zone, to)}, timezone({sql.text(to)}, {zoned}))"
    if written in EPOCHS:
        counted = f"CAST(round(try_cast({text} AS DECIMAL(24,6)) * {EPOCHS[written]}) AS BIGINT)"
        return plausible(on_clock(f"make_timestamp({counted})", "UTC", to))
    parsed = f"try_strptime({text}, {sql.text(written)})"
    if not _is_local(written):
        return plausible(f"timezone({sql.text(to)}, {parsed})")
    return plausible(on_clock(parsed, zone, to))


def _iso(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, {sql.text(_LOCAL)}) THEN try_cast({text} AS TIMESTAMP) END"


def _is_local(written: str) -> bool:
    return written not in EPOCHS and "%z" not in written and "%Z" not in written
