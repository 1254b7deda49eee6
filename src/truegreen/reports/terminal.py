"""What texts for a terminal are drawn with: marks in colour, tables of fixed columns, plain lines in the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import wrap
from typing import Final, Literal

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Column, Table
from rich.text import Text

from truegreen.reports.inert import inert
from truegreen.reports.statuses import Mark

WIDTH: Final = 98
FAINT: Final = "bright_black"
TONES: Final = {"good": "dodger_blue2", "bad": "dark_orange", "worse": "bold dark_orange", "quiet": FAINT}
_UNITS: Final = re.compile(r"(\d…?) (?=(?:%|[A-Z]{3}|points?|rows|s|d)(?![\w]))")
Heading = tuple[str, int, Literal["left", "right"]]


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is broken between words, but not between a number and its unit."""

    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Break it to the width there is."""
        kept = _UNITS.sub("\\1\N{NO-BREAK SPACE}", inert(self.text))
        broken = wrap(kept, max(options.max_width, 1), break_on_hyphens=False)
        yield Text("\n".join(broken).replace("\N{NO-BREAK SPACE}", " "), style=self.style)


def marked(mark: Mark) -> Text:
    """Write a status with its shape, in its colour."""
    return Text(str(mark), style=TONES[mark.tone])


def lines(*written: tuple[str, str]) -> Text:
    """Write (text, style) under each other, without the empty ones."""
    return Text("\n").join(Text(inert(line), style=style) for line, style in written if line)


def table(headings: Sequence[Heading], width: int, first: str = "", *, named: bool = True) -> Table:
    """Make a table that fills the width: the first column takes what the headings leave."""
    rest = max(width - sum(each[1] + 1 for each in headings), 10)
    columns = [
        Column(name if named else "", width=size, justify=side, overflow="fold") for name, size, side in headings
    ]
    name = Column(Text(first, style="bold"), width=rest, overflow="fold")
    return Table(name, *columns, box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style=FAINT)


def printed(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """Draw parts to plain lines, in colour if asked for, without blanks at their ends."""
    held = StringIO()
    console = Console(
        file=held, width=width, force_terminal=colour, color_system="256" if colour else None,
        legacy_windows=False, markup=False, emoji=False, highlight=False, _environ={},
    )  # fmt: skip
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))  # a query is never broken
    return "\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n"
