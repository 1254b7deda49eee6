"""The scorecard, an explanation and findings as text for a terminal.

Everything others wrote goes through ``inert`` and into ``rich`` as plain text, never as its markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.identity import FINDINGS
from truegreen.model.scorecard import Row, Scorecard
from truegreen.reports import figures, written
from truegreen.reports.answer import QUESTION, sentence, verdict
from truegreen.reports.explained import explanation_text
from truegreen.reports.findings import findings_text, summary
from truegreen.reports.inert import inert
from truegreen.reports.picture import blocks
from truegreen.reports.statuses import CHANGE, CONTRACT, OUTCOME, WATERMELON, is_watermelon
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, lines, marked, printed, table

__all__ = ["explanation_text", "findings_text", "scorecard_text"]

WIDE: Final = 96
_STATUSES: Final[Sequence[Heading]] = (("Contract", 9, "left"), ("Outcome", 9, "left"))


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
        drawn = table(headings, width, _name(card, rows[0]), named=not place)
        for row in rows:
            drawn.add_row(*_cells(card, row, width, currency))
        parts += [drawn, Text()]
    return printed([*parts, *_footer(card)], width, colour)


def _heading(card: Scorecard) -> Iterator[Text]:
    by = f" by {figures.in_words(card.by)}" if card.by else ""
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
    yield from (Text(inert(each.says)) for each in card.findings if each.id in FINDINGS)
    known = [("Run", card.run), ("Records known until", card.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def _headings(card: Scorecard, width: int) -> list[Heading]:
    """Give the columns after the first; counts are never broken, however many rows there are."""
    longest = max((len(written.count(row.reading)) for row in card.rows), default=0)
    target: list[Heading] = [] if card.by else [("Target", 9, "right")]
    figured: list[Heading] = [
        ("Value", 9, "right"),
        ("Count", max(longest, 8), "right"),
        ("95 % interval", 13, "right"),
    ]
    stacked: list[Heading] = [("Value", max(longest, 13), "right")]
    return [*target, *(figured if width >= WIDE else stacked), ("Trend", _periods(width), "left"), *_STATUSES]


def _periods(width: int) -> int:
    return 12 if width >= WIDE else 8


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
        marked(CONTRACT[row.contract]),
        marked(OUTCOME[row.outcome]),
    ]


def _title(card: Scorecard, row: Row) -> Text:
    name, kind = (row.member, "") if card.by else (written.title(row), row.timing)
    faint = ", ".join(filter(None, [kind, written.other_period(row, card.period)]))
    return lines((name, ""), (faint, FAINT), (WATERMELON if is_watermelon(row) else "", TONES["bad"]))


def _trend(row: Row, width: int) -> Text:
    drawn = Text(blocks([each.value for each in row.trend[-_periods(width) :]]))
    return Text("\n").join([drawn, marked(CHANGE[row.change])]) if row.change else drawn
