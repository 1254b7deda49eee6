"""What commercial people heard from customers since last time, for whoever may see named accounts."""

from __future__ import annotations

from collections import Counter
from typing import Final

from truegreen.model.entered import Entry
from truegreen.model.review import Governed
from truegreen.reports import figures
from truegreen.reports.review.parts import Block, Cell, Column, Need, Sentence, Table

HEARD: Final = (
    Column("Account", is_name=True, width=1.2), Column("What was heard", width=2.0), Column("On", width=1.0),
    Column("Severity, 1 to 5", is_number=True, width=1.0),
)  # fmt: skip
COUNTS: Final = (
    "It is what people heard, not what was measured; it counts in the ranking from the next run on. Of each account, "
    "ask whoever heard it what was said, and what follows from it."
)
_MOST: Final = 12


def heard(governed: Governed | None) -> list[Block]:
    """Tell what was heard, the latest first; nothing where nobody entered anything."""
    told = sorted(governed.heard, key=lambda each: (each.on, each.account), reverse=True) if governed else []
    if not governed or not told:
        return []
    many = Counter(words_of(each) for each in told)
    what = ", ".join(name if number == 1 else f"{name} ({number})" for name, number in many.most_common())
    signals = figures.counted(len(told), "signal")
    title = f"Since {figures.day(governed.since)}, commercial people wrote down {signals}: {what}"
    note = f"{len(told)} in all; the latest {_MOST} are shown." if len(told) > _MOST else ""
    rows = [_cells(each) for each in told[:_MOST]]
    table = Table("heard", "What customers told commercial people", HEARD, rows, note)
    return [Block("heard", title, [Sentence(COUNTS)], table=table, needs=Need.ACCOUNTS)]


def words_of(entry: Entry) -> str:
    """Write what was heard in words."""
    return str(entry.kind).replace("_", " ")


def _cells(entry: Entry) -> list[Cell]:
    severity = str(entry.severity or "")
    return [
        Cell(entry.account), Cell(words_of(entry)), Cell(entry.on.isoformat()),
        Cell(severity or figures.NOTHING, severity),
    ]  # fmt: skip
