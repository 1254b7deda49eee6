"""How many people queues take, as text for a terminal: each queue, or one opened into its week and its steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.staffed import Line, Staffed
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import band_words
from truegreen.reports.sourcing import staff_words as words
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

OWN: Final = (
    "no-contacts", "queue-without-contacts", "forecast-too-good", "forecast-to-be-had", "odd-staffing",
    "few-days-of-contacts", "contacts-while-closed",
)  # fmt: skip
"""Findings that say why the answer tells less than it could."""
_LINES: Final[tuple[Heading, ...]] = (
    ("Contacts", 9, "right"), ("Needed", 8, "right"), ("At most", 8, "right"), ("By month", 9, "right"),
    ("Today", 7, "right"), ("In time", 8, "right"), ("+band", 8, "right"),
)  # fmt: skip
_KNOWN: Final[tuple[Heading, ...]] = (("Number", 34, "left"), ("How it is known", 46, "left"))
_SPLITS: Final[tuple[Heading, ...]] = (
    ("One line", 9, "right"), ("Lines", 6, "right"), ("Split", 8, "right"), ("More", 7, "right"),
    ("A year", 18, "right"),
)  # fmt: skip


def staff_text(found: Staffed, width: int = WIDTH, *, colour: bool = False, queue: str = "") -> str:
    """Write how many people queues take.

    Args:
        found: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
        queue: a queue that is opened; all in short if left out.
    """
    title = f"{found.title or found.plan} · {words.QUESTION}" if found.plan else words.QUESTION
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(words.answer(found), "bold")]
    if found.lines:
        parts += [Words(words.planned(found), FAINT), Text()]
    chosen = [each for each in found.lines if each.name == queue]
    parts += _opened(chosen[0], found, width) if chosen else _all(found, width)
    return printed([*parts, *_footer(found)], width, colour)


def _all(found: Staffed, width: int) -> Iterator[RenderableType]:
    if found.lines:
        yield _table(found, width)
        yield Text()
    for each in found.lines:
        yield Text(inert(each.title.upper()), style="bold")
        yield Words(words.goal(each.goal), FAINT)
        for said in (words.needed(each), words.now(each, found.week), band_words.lopsided(each)):
            if said:
                yield Words(said)
        yield Text()
    if found.lines:
        yield from _splits(found, width)
        yield Text("MORE OR LESS THAN FORECAST", style="bold")
        yield from (Words(each) for each in band_words.advice(found))
        yield Text()
        yield Words(words.HOW, FAINT)


def _table(found: Staffed, width: int) -> RenderableType:
    drawn = table(_LINES, width, "QUEUE")
    for each in found.lines:
        now = figures.NOTHING if each.today is None else words.people(words.paid_fte(each.today, found.week))
        month = figures.NOTHING if each.by_month is None else words.people(each.by_month)
        drawn.add_row(
            Text(inert(each.title)), f"{each.contacts.value:,.0f}", words.people(each.fte), str(each.peak), month, now,
            words.percent(each.fared[1].in_time), words.percent(each.fared[2].in_time),
        )  # fmt: skip
    return drawn


def _splits(found: Staffed, width: int) -> Iterator[RenderableType]:
    drawn = table(_SPLITS, width, "LINES OF THEIR OWN COST")
    named = [(each.by, each) for each in found.pools]
    named += [(f"{line.title}, by {each.by}", each) for line in found.lines for each in line.splits]
    for name, each in named:
        drawn.add_row(Text(inert(name)), words.people(each.fte), str(len(each.parts)), words.people(each.split),
                      words.people(each.split - each.fte), words.amount(each.price))  # fmt: skip
    if named:
        yield drawn
        yield Text()


def _opened(of: Line, found: Staffed, width: int) -> Iterator[RenderableType]:
    yield Text(inert(of.title.upper()), style="bold")
    yield Words(words.goal(of.goal), FAINT)
    drawn = table(_KNOWN, width, "FROM")
    for name, number, how in words.numbers(of):
        drawn.add_row(name, Text(inert(number)), Text(inert(how)))
    yield drawn
    yield Text()
    yield from (Words(each) for each in words.steps(of, found))
    yield Text()
    said = (words.needed(of), words.now(of, found.week), words.gap(of), band_words.lopsided(of), band_words.tried(of))
    yield from (Words(each) for each in said if each)
    yield from (Words(band_words.off(each)) for each in band_words.offs(of))
    yield from (Words(f"By {words.split(each)}.") for each in of.splits)
    yield Text()
    headings: tuple[Heading, ...] = tuple((name, 6, "right") for name in words.NAMES)
    week = table(headings, width, "AGENTS AT WORK")
    for clock, row in words.week(of.agents, of.length):
        week.add_row(clock, *("" if each is None else f"{each:.1f}" for each in row))
    yield week


def _footer(found: Staffed) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(found.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in found.findings if each.id in OWN)
    known = [("Run", found.run), ("Records known until", found.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))
