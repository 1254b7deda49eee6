"""A table of contacts by interval, where records do not tell them: when each begins, how many came, and to which queue.

Times without an offset are those of a zone; in the hour that comes twice they are taken as the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from truegreen.files.tables import MOST, Row, rows_in, with_columns
from truegreen.files.text import contents, decode, shown
from truegreen.model.finding import Finding, error

COLUMNS: Final = ("starts", "offered")
"""Columns there have to be; ``queue`` and ``takes`` may stand beside them."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Contacts of an interval.

    Attributes:
        at: when it begins, in seconds from 1970.
        offered: how many came.
        takes: seconds of work on one; None where the table does not say it.
        queue: the name of their queue; empty where there is one queue alone.
    """

    at: int
    offered: float
    takes: float | None
    queue: str


def read_arrivals(path: Path, zone: str, queues: Sequence[str], findings: list[Finding]) -> list[Arrived]:
    """Give the contacts of a table, none where anything is wrong with it; all that is wrong is found.

    Args:
        path: the file.
        zone: of times without an offset.
        queues: names that it may speak of.
        findings: where findings are added.
    """
    content = contents(path.parent, path, findings)
    text = None if content is None else decode(content, path.name, findings)
    if text is None:
        return []
    wrong: list[Finding] = []
    found = [
        _arrived(row, ZoneInfo(zone), queues, wrong) for row in rows_in(text, path.name, with_columns(COLUMNS), wrong)
    ]
    findings += wrong[:MOST]
    return [] if wrong else [each for each in found if each is not None]


def _arrived(row: Row, zone: ZoneInfo, queues: Sequence[str], wrong: list[Finding]) -> Arrived | None:
    queue = row.cells.get("queue", "") or (queues[0] if len(queues) == 1 else "")
    at, offered, takes = _time(row.cells["starts"], zone), _number(row.cells["offered"]), row.cells.get("takes", "")
    found = list(_odd(row, at, offered, _number(takes) if takes else 1.0, queue, queues))
    wrong += found
    if found or at is None or offered is None:
        return None
    return Arrived(int(at.timestamp()), offered, _number(takes) if takes else None, queue)


def _odd(
    row: Row, at: datetime | None, offered: float | None, takes: float | None, queue: str, queues: Sequence[str]
) -> Iterator[Finding]:
    if at is None:
        says = f"{shown(row.cells['starts'])} is no time."
        yield error(row.at, "odd-arrivals", says, "Write it like 2025-03-01 08:30, or with its offset from UTC.")
    for name, number in (("offered", offered), ("takes", takes)):
        if number is None:
            says = f"{shown(row.cells[name])} is no number of {'contacts' if name == 'offered' else 'seconds'}."
            yield error(row.at, "odd-arrivals", says, "Write it in digits, nought or above.")
    if queue not in queues:
        says = f"{shown(queue)} is no queue." if queue else "Nobody says which queue this is."
        yield error(row.at, "odd-arrivals", says, f"Write one of {', '.join(queues)} in the column queue.")


def _time(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
