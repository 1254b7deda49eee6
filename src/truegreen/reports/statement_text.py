"""A statement, and why a line of it is what it is, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from truegreen.model.issued import Issued
from truegreen.model.statement import Line, Record, Statement
from truegreen.reports import figures
from truegreen.reports import statement_words as words
from truegreen.reports.findings import findings_text
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Words, lines, printed

WIDE: Final = 80
NARROWEST: Final = 50
_WIDEST: Final = 24


def statement_text(
    statement: Statement, width: int = WIDTH, *, colour: bool = False, issued: Issued | None = None
) -> str:
    """Write a statement as an invoice: parties, lines with their clause and reason, what stands elsewhere, the total.

    Args:
        statement: the statement.
        width: characters of a line; below 80 the clause stands under the line.
        colour: whether to write terminal colours.
        issued: as which it was issued; None while it is not.
    """
    status = "" if issued else ", not issued"
    parts: list[RenderableType] = [
        Text(inert(f"{statement.title or statement.agreement} · {figures.period(statement.period)}"), style="bold"),
        Text(inert(f"Statement {words.number_of(statement)}{status}")),
        Text(),
        Text(inert(f"Provider  {statement.provider}\nClient    {statement.client}")),
        Text(),
        _invoice(statement, width),
    ]
    if statement.later:
        title = "Arose in this period, stands on later invoices"
        parts += [Text(), Text(title, style="bold"), _later(statement, width)]
    if held := statement.held():
        rows = [f"{words.named(name)}  {money}" for name, money in held.items()]
        parts += _section("Held at the end of the period", [Text(inert(each)) for each in rows])
    if statement.findings:
        parts += _section("What was found", [Text(findings_text(statement.findings))])
    return printed(parts, width, colour)


def explanation_text(line: Line, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write why a line is what it is: each step a sentence, under its clause and place, with what it was given."""
    steps = words.explained(line)
    about = (f"{line.category}", line.clause, str(line.at) if line.at.file else "", words.stands_on(line))
    head = (line.title, line.id, figures.period(line.arose), f"{words.amount(line.amount)} {line.amount.currency}")
    parts: list[RenderableType] = [
        Text(inert(" · ".join(filter(None, head))), style="bold"),
        Text(inert(" · ".join(filter(None, about)))),
    ]  # fmt: skip
    if line.corrects:
        parts.append(Text(inert(f"Corrects {figures.period(line.corrects)}, which was settled before")))
    changes = [
        Text(inert(f"{words.changed(change)}, steps {before} and {after}"))
        for change, before, after in words.places(line, steps)
    ]
    if changes:
        parts += _section("What later clauses made of it", changes)
    return printed([*parts, *_section("Step by step", [_steps(steps, width - 2)])], width, colour)


def kept_text(records: Sequence[Record], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what clauses kept of a period in which they moved no money, each with its steps."""
    parts: list[RenderableType] = []
    for term, group in groupby(records, key=lambda each: each.term):
        each = list(group)
        head = f"{term} · {figures.period(each[0].period)} · moved no money"
        parts += [Text(inert(head), style="bold")]
        for one in each:
            title = f"Kept for later: {one.name}, {words.value(one.because)}"
            parts += _section(inert(title), [_steps(words.numbered(one.because), width - 2)])
        parts.append(Text())
    return printed(parts, width, colour)


def _invoice(statement: Statement, width: int) -> Table:
    """Draw the lines under their headings, each heading with its sum, and the total."""
    sections = words.sections(statement.lines)
    drawn = _table(width, statement)
    for section in sections:
        drawn.add_row(Text(section.title.upper(), style="bold"))
        for line in section.lines:
            _add(drawn, width, line, words.of_period(line, statement))
        if len(section.lines) > 1:
            drawn.add_row("", *_clause(width, ""), Text(words.amount(section.sum), style="bold"))
        drawn.add_row()
    drawn.add_row(
        Text(inert(words.due(statement)), style="bold"), *_clause(width, ""),
        Text(words.amount(statement.total).lstrip("−"), style="bold underline"),
    )  # fmt: skip
    return drawn


def _add(drawn: Table, width: int, line: Line, note: str) -> None:
    name = f"{words.called(line)}, {note}" if note else words.called(line)
    under = [words.told(line), *map(words.changed, line.changes)]
    if width < WIDE:
        under.insert(0, line.clause)
    said = Group(Words(name), *(Padding(Words(each, FAINT), (0, 0, 0, 2)) for each in under if each))
    drawn.add_row(Padding(said, (0, 0, 0, 2)), *_clause(width, line.clause), Text(words.amount(line.amount)))


def _later(statement: Statement, width: int) -> Table:
    drawn = _table(width, statement)
    for line in statement.later:
        _add(drawn, width, line, words.stands_on(line))
    return drawn


def _table(width: int, statement: Statement) -> Table:
    """Make a table of names, clauses and amounts, as wide for one part of a statement as for the others."""
    shown = (*statement.lines, *statement.later)
    sums = [statement.total, *(each.sum for each in words.sections(shown)), *(each.amount for each in shown)]
    amounts = f"Amount ({statement.currency})"
    size = max(*(len(words.amount(each)) for each in sums), len(amounts))
    longest = min(max((len(each.clause) for each in shown), default=0), _WIDEST)
    clause = [Column(Text("Clause"), width=max(longest, 6), overflow="fold")] if width >= WIDE else []
    rest = max(width - size - 1 - (max(longest, 6) + 1) * len(clause), 10)
    name = Column("", width=rest, overflow="fold")
    amount = Column(Text(amounts), width=size, justify="right", no_wrap=True)
    return Table(name, *clause, amount, box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style=FAINT)


def _clause(width: int, clause: str) -> list[Text]:
    return [Text(inert(clause))] if width >= WIDE else []


def _steps(steps: Sequence[words.Numbered], width: int) -> Table:
    longest = max(len(words.value(each.step)) for each in steps)
    number = Column(width=len(str(len(steps))) + 1, justify="right")
    value = Column(width=min(longest, width // 2), justify="right", overflow="fold")
    drawn = Table(number, Column(overflow="fold", ratio=1), value, box=None, padding=(0, 1, 0, 0), pad_edge=False,
                  show_header=False, width=width)  # fmt: skip
    for each in steps:
        said = lines((words.minus(each.step.sentence), ""), (words.rests_on(each), FAINT))
        drawn.add_row(Text(f"{each.number}."), said, Text(inert(words.value(each.step))))
    return drawn


def _section(title: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")
    yield from (Padding(each, (0, 0, 0, 2)) for each in parts)
