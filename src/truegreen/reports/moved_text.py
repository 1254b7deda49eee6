"""What comes out otherwise now in settled periods, and the totals of several contracts, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from truegreen.model.issued import Moved
from truegreen.model.statement import Record, Statement
from truegreen.model.step import Step, shown
from truegreen.reports import statement_words as words
from truegreen.reports.inert import inert
from truegreen.reports.terminal import WIDTH, printed


def moved_text(moved: Sequence[Moved], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write each settled line that comes out otherwise now, with the steps that moved."""
    parts: list[RenderableType] = []
    for each in moved:
        settled, now = (line.amount if line else "nothing" for line in (each.settled, each.now))
        head = f"{each.id}, settled for {each.period}: {settled}, now {now}; the difference is {each.difference}"
        parts += [Text(inert(head), style="bold"), Text(inert(f"Changed since: {', '.join(each.why) or 'nothing'}"))]
        parts += [Text(inert(f"  {_said(old)}  →  {_said(new)}")) for old, new in each.steps]
        parts.append(Text())
    return printed(parts, width, colour)


def _said(step: Step | None) -> str:
    return "no such step" if step is None else f"{step.sentence}: {shown(step.value)}"


def records_text(records: Sequence[Record], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what clauses remembered of a period in which they moved no money."""
    rows = [f"{each.term}: {each.name} is {shown(each.because.value)}, {each.because.sentence}" for each in records]
    return printed([Text(inert(each)) for each in rows], width, colour)


def totals_text(statements: Sequence[Statement], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write one line a contract: what is due for the period."""
    table = Table(Column("contract"), Column("period"), Column("due", justify="right"), box=None, padding=(0, 2, 0, 0))
    for each in statements:
        table.add_row(inert(each.contract), str(each.period), f"{words.amount(each.total)} {each.currency}")
    return printed([table], width, colour)
