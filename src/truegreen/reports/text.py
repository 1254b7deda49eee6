"""The scorecard, an explanation and findings as text for a terminal.

Everything others wrote goes through ``inert`` and into ``rich`` as plain text, never as its markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import Final, Literal

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from truegreen.model.reading import Reading
from truegreen.model.scorecard import Alternative, Explanation, Row, Scorecard
from truegreen.reports import figures, written
from truegreen.reports.answer import QUESTION, sentence, verdict
from truegreen.reports.findings import findings_text, summary
from truegreen.reports.inert import inert
from truegreen.reports.picture import blocks
from truegreen.reports.statuses import CHANGE, CONTRACT, OUTCOME, WATERMELON, Mark, is_watermelon

__all__ = ["explanation_text", "findings_text", "scorecard_text"]

WIDTH: Final = 98
WIDE: Final = 96
_TONES: Final = {"good": "dodger_blue2", "bad": "dark_orange", "worse": "bold dark_orange", "quiet": "bright_black"}
_Heading = tuple[str, int, Literal["left", "right"]]
_TARGET: Final[_Heading] = ("Target", 9, "right")
_WIDE_FIGURES: Final[Sequence[_Heading]] = (
    ("Value", 9, "right"),
    ("Count", 9, "right"),
    ("95 % interval", 13, "right"),
)
_STACKED_FIGURES: Final[Sequence[_Heading]] = (("Value", 13, "right"),)
_STATUSES: Final[Sequence[_Heading]] = (("Contract", 9, "left"), ("Outcome", 9, "left"))


def scorecard_text(card: Scorecard, width: int = WIDTH, *, colour: bool = False, currency: str = "") -> str:
    """Write a scorecard: by perspective, or for a slice by measure with its members as the rows are ordered.

    Args:
        card: the scorecard.
        width: characters of a line; below 96, count and interval stand under the value.
        colour: whether to write terminal colours.
        currency: of amounts.
    """
    parts: list[RenderableType] = [*_heading(card)]
    headings = _headings(card, width)
    for place, (_, group) in enumerate(groupby(card.rows, lambda row: row.id if card.by else str(row.perspective))):
        rows = list(group)
        table = _table(headings, width, _name(card, rows[0]), named=not place)
        for row in rows:
            table.add_row(*_cells(card, row, width, currency))
        parts += [table, Text()]
    return _printed([*parts, *_footer(card)], width, colour)


def _heading(card: Scorecard) -> Iterator[Text]:
    by = f" by {card.by}" if card.by else ""
    yield Text(inert(f"{card.title or card.agreement}{by} · {figures.period(card.period)}"), style="bold")
    if not card.by:
        yield Text(f"{QUESTION} {verdict(card.rows)}", style="bold")
        yield Text(sentence(card.rows))
    yield Text()


def _name(card: Scorecard, first: Row) -> str:
    if not card.by:
        return first.perspective.upper()
    return inert(" ".join([written.title(first), written.target(first)]).strip())


def _footer(card: Scorecard) -> Iterator[Text]:
    yield Text(summary(card.findings))
    known = [("Run", card.run), ("Records known until", card.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def _headings(card: Scorecard, width: int) -> list[_Heading]:
    target, amounts = ([] if card.by else [_TARGET]), (_WIDE_FIGURES if width >= WIDE else _STACKED_FIGURES)
    return [*target, *amounts, ("Trend", _periods(width), "left"), *_STATUSES]


def _periods(width: int) -> int:
    return 12 if width >= WIDE else 8


def _table(headings: Sequence[_Heading], width: int, first: str = "", *, named: bool = True) -> Table:
    rest = max(width - sum(each[1] + 1 for each in headings), 10)
    columns = [
        Column(name if named else "", width=size, justify=side, overflow="fold") for name, size, side in headings
    ]
    name = Column(Text(first, style="bold"), width=rest, overflow="fold")
    return Table(name, *columns, box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bright_black")


def _cells(card: Scorecard, row: Row, width: int, currency: str) -> list[Text]:
    amounts = [
        written.value(row, row.reading, currency),
        written.count(row.reading),
        written.interval(row, row.reading, currency),
    ]
    if width < WIDE:
        amounts = ["\n".join(filter(None, amounts))]
    target = [] if card.by else [written.target(row)]
    figured = [Text(inert(each)) for each in (*target, *amounts)]
    return [
        _title(card, row),
        *figured,
        _trend(row, width),
        _marked(CONTRACT[row.contract]),
        _marked(OUTCOME[row.outcome]),
    ]


def _title(card: Scorecard, row: Row) -> Text:
    lines = [(row.member, "") if card.by else (written.title(row), ""), ("" if card.by else row.timing, "bright_black")]
    if is_watermelon(row):
        lines.append((WATERMELON, _TONES["bad"]))
    return Text("\n").join(Text(inert(line), style=style) for line, style in lines if line)


def _trend(row: Row, width: int) -> Text:
    drawn = Text(blocks([each.value for each in row.trend[-_periods(width) :]]))
    return Text("\n").join([drawn, _marked(CHANGE[row.change])]) if row.change else drawn


def _marked(mark: Mark) -> Text:
    return Text(str(mark), style=_TONES[mark.tone])


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
    if explanation.query:
        parts += _section("The rows behind it", [Text(inert(explanation.query)), *_sample(explanation, width - 2)])
    if explanation.findings:
        parts += _section("What was found about it", [Text(findings_text(explanation.findings))])
    return _printed(parts, width, colour)


def _statuses(row: Row) -> Text:
    outcome = Text.assemble("Outcome ", _marked(OUTCOME[row.outcome]))
    if row.outcome_of and row.outcome_of != row.id:
        outcome.append(inert(f", read from {row.outcome_of}"))
    told = Text("   ").join([Text.assemble("Contract ", _marked(CONTRACT[row.contract])), outcome])
    return told.append(f"   {WATERMELON}", style=_TONES["bad"]) if is_watermelon(row) else told


def _section(title: str, parts: Iterable[RenderableType]) -> list[RenderableType]:
    return [Text(), Text(title, style="bold"), *(Padding(each, (0, 0, 0, 2)) for each in parts)]


def _counted(explanation: Explanation) -> Iterator[RenderableType]:
    yield Text(inert(explanation.row.words))
    yield Text(inert(explanation.variant), style="bright_black")
    for name, how in explanation.aspects.items():
        if how:
            yield Text(inert(f"{figures.aspect(name):<12}{how}"))


def _panel(explanation: Explanation, width: int, currency: str) -> RenderableType:
    row = explanation.row
    if not explanation.panel:
        return Text("This metric has no other variant.")
    table = _table([("Value", 10, "right"), ("Count", 10, "right"), ("", 1, "left"), ("Contract", 9, "left")], width)
    own = Text.assemble("as agreed\n", (explanation.variant, "bright_black"))
    table.add_row(own, *_counted_otherwise(row, row.reading, CONTRACT[row.contract], currency))
    for each in explanation.panel:
        table.add_row(_otherwise(each), *_counted_otherwise(row, each.reading, CONTRACT[each.contract], currency))
    return table


def _counted_otherwise(row: Row, reading: Reading | None, mark: Mark, currency: str) -> list[Text]:
    value, count = written.value(row, reading, currency), written.count(reading)
    return [Text(inert(value)), Text(count), Text(), _marked(mark)]


def _otherwise(alternative: Alternative) -> Text:
    differs = "; ".join(f"{figures.aspect(name)}: {how or 'none'}" for name, how in alternative.differs.items())
    lines = [(alternative.words, ""), (differs, ""), (alternative.variant, "bright_black")]
    return Text("\n").join(Text(inert(line), style=style) for line, style in lines if line)


def _sample(explanation: Explanation, width: int) -> Iterator[RenderableType]:
    """Draw some rows, as many columns of them as can be read."""
    shown = max(width // 14, 1)
    if explanation.columns and explanation.sample:
        table = Table(*map(inert, explanation.columns[:shown]), box=None, padding=(0, 1, 0, 0), pad_edge=False)
        for cells in explanation.sample:
            table.add_row(*(Text(inert(figures.cell(each))) for each in cells[:shown]))
        yield Text()
        yield table
        hidden = len(explanation.columns) - shown
        if hidden > 0:
            yield Text(f"and {figures.counted(hidden, 'more column')}", style="bright_black")


def _printed(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    held = StringIO()
    console = Console(
        file=held, width=width, force_terminal=colour, color_system="256" if colour else None,
        legacy_windows=False, markup=False, emoji=False, highlight=False, _environ={},
    )  # fmt: skip
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n"
