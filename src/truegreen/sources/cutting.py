"""How a text is cut into cells: the sign that divides them, the quote around them, and where the header ends."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SIGNS: Final = (",", ";", "\t", "|")
_SAMPLE, _LONGEST = 50, 1 << 18


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is cut into cells.

    Attributes:
        sign: what divides cells.
        quote: what is put around a cell that holds the sign.
        header: the names of the columns.
        above: the lines up to the end of the header.
    """

    sign: str
    quote: str
    header: tuple[str, ...]
    above: int


def shape_of(path: Path, skip: int, sign: str = "") -> Shape | None:
    """Find how a text is cut into cells; None if nothing in it looks like a header.

    Args:
        path: the text.
        skip: lines above the header.
        sign: what divides cells, if that is known.
    """
    with path.open(encoding="utf-8-sig", newline="") as opened:
        lines = [opened.readline(_LONGEST) for _ in range(skip + _SAMPLE)]
    first = next((number for number, line in enumerate(lines) if number >= skip and line.strip()), None)
    if first is None:
        return None
    quote = "'" if lines[first].lstrip().startswith("'") else '"'
    tried = [(_cut(lines[first:], each, quote), each) for each in ([sign] if sign else _SIGNS)]
    rows, best = max(tried, key=lambda each: _fit(each[0]))
    return Shape(best, quote, tuple(rows[0][1]), first + rows[0][0]) if rows else None


def _cut(lines: list[str], sign: str, quote: str) -> list[tuple[int, list[str]]]:
    """Cut lines into cells; each row with the number of lines up to its end."""
    reading = csv.reader(lines, delimiter=sign, quotechar=quote)
    rows = []
    try:
        for row in reading:
            rows.append((reading.line_num, row))  # noqa: PERF401
    except csv.Error:
        pass
    return rows


def _fit(rows: list[tuple[int, list[str]]]) -> tuple[bool, int, int]:
    """Say how well a sign divides rows: into several cells, as many as the header has, and many."""
    width = len(rows[0][1]) if rows else 0
    return width > 1, sum(len(row) == width for _, row in rows), width
