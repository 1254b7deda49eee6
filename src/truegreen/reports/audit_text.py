"""An audit as text: what there is to look at, numbered so that each can be opened, and what was unremarkable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from truegreen.model.audit import Audit, Audited, Line
from truegreen.reports import audit_words as written
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, lines, marked, printed, table

_WAYS: Final[Sequence[Heading]] = (
    ("No", 4, "right"), ("Value", 12, "right"), ("Status", 13, "left"), ("Differs", 8, "right"), ("Money", 14, "right"),
)  # fmt: skip


def audit_text(found: Audited, width: int = WIDTH, *, everything: bool = False, colour: bool = False) -> str:
    """Write an audit.

    Args:
        found: the audit.
        width: columns to write in.
        everything: list unremarkable lines too.
        colour: write in colour.
    """
    title = f"{found.title} · audit of {figures.period(found.period)}, by {figures.in_words(found.by)}"
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(written.headline(found))]
    numbered = list(enumerate(found.lines, 1))
    for audit in Audit:
        shown = [
            (n, each) for n, each in numbered if each.audit is audit and (everything or each.is_listed or each.always)
        ]
        if shown:
            parts += [Text(), Text(written.TITLES[audit].upper(), style="bold"), *_section(shown, width)]
    parts += [Text(), Words(written.promise(found), FAINT)]
    if not everything:
        parts.append(Words(f"{written.unlisted(found)} --all lists them; --open N shows the rows of a line.", FAINT))
    parts += [Words(f"○ {each.title}: not looked at, since {each.why}.", FAINT) for each in found.not_looked]
    parts += [Text(), Text(summary(found.findings))]
    parts.append(Text(inert(f"Run {found.run}. Records known until {found.known_until}")))
    return printed(parts, width, colour)


def _section(shown: Sequence[tuple[int, Line]], width: int) -> Iterator[RenderableType]:
    plain = [(n, each) for n, each in shown if each.detector != written.ALTERNATIVES]
    ways = [(n, each) for n, each in shown if each.detector == written.ALTERNATIVES]
    for number, each in plain:
        yield _line(number, each)
    for measure in dict.fromkeys(each.measure for _, each in ways):
        yield Text()
        yield _ways([(n, each) for n, each in ways if each.measure == measure], width)


def _line(number: int, each: Line) -> RenderableType:
    head = Text.assemble(f"{number:>3}  ", marked(written.MARKS[each.standing]), f"  {inert(each.title)}")
    below: list[RenderableType] = [Words(each.says)]
    facts = [written.compared(each.compared), *(written.moved(moved) for moved in each.moved[1:4]), written.worth(each)]
    below += [Words(f"– {fact}", FAINT) for fact in facts if fact]
    below.append(Words(f"Innocently: {each.innocent}", FAINT))
    return Group(head, Padding(Group(*below), (0, 0, 0, 5)))


def _ways(shown: Sequence[tuple[int, Line]], width: int) -> RenderableType:
    """Write the other ways of counting one measure in a table, with the one agreed first."""
    first = shown[0][1].moved[0]
    rows = table(_WAYS, width, f"{first.title} counted as")
    rows.add_row(
        Text("agreed", style="bold"), "", figures.value(first.stated.value, first.unit), str(first.stated.contract)
    )
    for number, each in shown:
        moved = each.moved[0]
        money = written.money(each)
        rows.add_row(
            lines((each.way, ""), (each.whom, FAINT)), str(number), figures.value(moved.without.value, moved.unit),
            str(moved.without.contract), f"{each.rate.hits} of {each.rate.of}", money,
        )  # fmt: skip
    return rows


def opened_text(number: int, each: Line, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write one line with its query and some of its rows."""
    parts: list[RenderableType] = [_line(number, each), Text()]
    if not each.query:
        parts.append(Words("No rows stand behind this line.", FAINT))
        return printed(parts, width, colour)
    query = Text(inert(each.query), no_wrap=True)
    parts += [Words("Its rows; run the query in the project's folder with DuckDB:", FAINT), query]
    if each.sample:
        parts += [Text(), Words("Some of them (times in UTC):", FAINT), *_sample(each)]
    return printed(parts, width, colour)


def _sample(each: Line) -> Iterator[RenderableType]:
    """Write rows under their columns, each as wide as it has to be."""
    cells = [list(each.columns), *([figures.cell(cell) for cell in row] for row in each.sample)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(each.columns))]
    for row in cells:
        written_row = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield Text(inert(written_row), style="" if row is not cells[0] else FAINT, no_wrap=True)
