"""An explanation as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from truegreen.model.reading import Reading
from truegreen.model.scorecard import Alternative, Explanation, Row
from truegreen.reports import figures, written
from truegreen.reports.findings import findings_text
from truegreen.reports.inert import inert
from truegreen.reports.statuses import CONTRACT, OUTCOME, WATERMELON, Mark, is_watermelon
from truegreen.reports.terminal import FAINT, TONES, WIDTH, lines, marked, printed, table


def explanation_text(explanation: Explanation, width: int = WIDTH, *, colour: bool = False, currency: str = "") -> str:
    """Write why a measure is what it is: words, exact counts, the same counted otherwise, and the rows behind it."""
    row = explanation.row
    members = "".join(f" · {name} {member}" for name, member in explanation.slice.items())
    parts: list[RenderableType] = [
        Text(inert(f"{written.title(row)} · {figures.period(explanation.period)}{members}"), style="bold"),
        *(Text(inert(" · ".join(each))) for each in (written.made_of(row, currency), written.judged_by(row))),
        _statuses(row),
        *_section("What is counted", _counted(explanation)),
        *_section("The same measure, counted otherwise", [_panel(explanation, width - 2, currency)]),
    ]
    if explanation.columns and explanation.sample:
        parts += _section(
            "Some of the rows behind it (times in UTC)", sample_rows(explanation.columns, explanation.sample, width - 2)
        )
    if explanation.query:
        parts += [*_section("All of them, as a query", ()), Text(inert(explanation.query), no_wrap=True)]
    if explanation.findings:
        parts += _section("What was found about it", [Text(findings_text(explanation.findings))])
    return printed(parts, width, colour)


def _statuses(row: Row) -> Text:
    outcome = Text.assemble("Outcome ", marked(OUTCOME[row.outcome]))
    if row.outcome_of and row.outcome_of != row.id:
        outcome.append(inert(f", read from {row.outcome_of}"))
    told = Text("   ").join([Text.assemble("Contract ", marked(CONTRACT[row.contract])), outcome])
    return told.append(f"   {WATERMELON}", style=TONES["bad"]) if is_watermelon(row) else told


def _section(title: str, parts: Iterable[RenderableType]) -> list[RenderableType]:
    return [Text(), Text(title, style="bold"), *(Padding(each, (0, 0, 0, 2)) for each in parts)]


def _counted(explanation: Explanation) -> Iterator[RenderableType]:
    yield Text(inert(explanation.row.words))
    yield Text(inert(explanation.variant), style=FAINT)
    for name, how in explanation.aspects.items():
        if how:
            yield Text(inert(f"{figures.in_words(name):<12}{how}"))


def _panel(explanation: Explanation, width: int, currency: str) -> RenderableType:
    row = explanation.row
    if not explanation.panel:
        return Text("This metric has no other variant.")
    drawn = table([("Value", 10, "right"), ("Count", 10, "right"), ("", 1, "left"), ("Contract", 9, "left")], width)
    own = lines(("as agreed", ""), (explanation.variant, FAINT))
    drawn.add_row(own, *_counted_otherwise(row, row.reading, CONTRACT[row.contract], currency))
    for each in explanation.panel:
        drawn.add_row(_otherwise(each), *_counted_otherwise(row, each.reading, CONTRACT[each.contract], currency))
    return drawn


def _counted_otherwise(row: Row, reading: Reading | None, mark: Mark, currency: str) -> list[Text]:
    value, count = written.value(row, reading, currency), written.count(reading)
    return [Text(inert(value)), Text(count), Text(), marked(mark)]


def _otherwise(alternative: Alternative) -> Text:
    differs = "; ".join(f"{figures.in_words(name)}: {how or 'none'}" for name, how in alternative.differs.items())
    return lines((alternative.words, ""), (differs, ""), (alternative.variant, FAINT))


def sample_rows(names: Sequence[str], sample: Sequence[Sequence[object]], width: int) -> Iterator[RenderableType]:
    """Draw some rows: the last column, which is the value, and as many others as fit."""
    columns = [[name, *map(figures.cell, cells)] for name, *cells in zip(names, *sample, strict=True)]
    fitting, left = 0, width - _width(columns[-1])
    while fitting < len(columns) - 1 and (left := left - _width(columns[fitting])) >= 0:
        fitting += 1
    shown = [*columns[:fitting], columns[-1]]
    drawn = Table(*(inert(column[0]) for column in shown), box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for cells in zip(*(column[1:] for column in shown), strict=True):
        drawn.add_row(*(Text(inert(each)) for each in cells))
    yield drawn
    if len(shown) < len(columns):
        yield Text(f"and {figures.counted(len(columns) - len(shown), 'more column')}", style=FAINT)


def _width(column: Sequence[str]) -> int:
    return max(map(len, column)) + 1
