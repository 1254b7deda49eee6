"""What a plan's numbers are made of, as a table and a query; and the same for programs."""

from __future__ import annotations

from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.files.nouns import plain
from truegreen.model.allocated import Behind, PairBehind
from truegreen.reports.finding_record import Record
from truegreen.reports.inert import inert
from truegreen.reports.sourcing.amounts import percent
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

_HEADINGS: Final[tuple[Heading, ...]] = (
    ("Cases", 7, "right"), ("Judged", 7, "right"), ("Held", 7, "right"), ("Solved", 15, "right"),
    ("Contacts", 8, "right"), ("Minutes", 7, "right"), ("Cost", 7, "right"), ("At most", 7, "right"),
)  # fmt: skip
_SAYS: Final = (
    "Cases of the records, those whose outcome is known, and those that held; the share solved that is reckoned with, "
    "drawn towards the other sites, with its 90 % interval; contacts that an issue takes, minutes of work for each, "
    "and what the issue costs at list prices; the share of the cell that may go there. * borrowed or assumed."
)


def behind_text(of: Behind, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what each cell's numbers at each site are made of, and the query for the records."""
    drawn = table(_HEADINGS, width, f"CELL, AT SITE ({of.currency} AN ISSUE)")
    for each in of.pairs:
        drawn.add_row(*(Text(inert(cell)) for cell in _row(each)))
    parts: list[RenderableType] = [drawn, Text(), Words(_SAYS, FAINT), Text(), Text(inert(of.query), no_wrap=True)]
    return printed(parts, width, colour)


def _row(of: PairBehind) -> tuple[str, ...]:
    is_own = all(each in ("measured", "contract") for each in of.origins.values())
    doubt = f" ({percent(of.low)}–{percent(of.high)})" if of.high > of.low else ""
    name = ", ".join(each or "unknown" for each in of.members)
    return (
        f"{name}, at {of.site}{'' if is_own else ' *'}", f"{of.cases:,}", f"{of.judged:,}", f"{of.held:,}",
        f"{percent(of.solved)}{doubt}".replace(" %–", "–"), f"{of.contacts:.2f}", f"{of.minutes:.1f}", f"{of.cost:.2f}",
        percent(of.most) if of.most else "none",
    )  # fmt: skip


def behind_record(of: Behind) -> Record:
    """Give the same for programs."""
    return dict(plain(of))
