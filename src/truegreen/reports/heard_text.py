"""What commercial signals were worth, as text; and one kind opened into its signals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from truegreen.model.entered import Kind
from truegreen.model.heard import Came, Heard
from truegreen.reports import figures
from truegreen.reports import heard_words as words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, marked, printed, table

OWN: Final = ("no-signals", "signals-of-nobody", "decision-not-known")
"""Findings that say why signals tell less than they could."""
TITLE: Final = "What commercial people heard"
_KINDS: Final[tuple[Heading, ...]] = (
    ("Then left", 24, "right"), ("Lead", 8, "right"), ("As often", 14, "right"), ("Beside numbers", 14, "right"),
    ("Said", 17, "left"),
)  # fmt: skip
_SIGNALS: Final[tuple[Heading, ...]] = (
    ("Day", 11, "left"), ("Severity", 8, "right"), ("Heard by", 19, "left"), ("Then", 35, "left"),
)  # fmt: skip


def heard_text(found: Heard, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what each kind of signal was worth."""
    answer = f"What was it worth? {words.answer(found)}"
    parts: list[RenderableType] = [Text(TITLE, style="bold"), Words(answer, "bold")]
    parts += [Words(words.looked_at(found)), Text()]
    if found.kinds:
        parts += [_kinds(found, width), Text(), *_told(found)]
    parts += [*_who(found), *_first(found)]
    if found.without:
        parts.append(Words(f"Nothing could be held beside the numbers: {found.without}.", FAINT))
    parts += [Words(words.LEGEND, FAINT)] * bool(found.kinds)
    return printed([*parts, *_footer(found)], width, colour)


def _kinds(found: Heard, width: int) -> RenderableType:
    drawn = table(_KINDS, width, "KIND")
    for each in found.kinds:
        ratios = (words.times(each.alone), words.times(each.beside))
        said = marked(words.SAID[each.verdict])
        drawn.add_row(Text(words.NAMES[each.kind]), words.then_left(each), words.lead(each), *ratios, said)
    return drawn


def _told(found: Heard) -> Iterator[RenderableType]:
    for each in found.kinds:
        yield Words(" ".join(words.sentences(each)))
    yield Text()


def _who(found: Heard) -> Iterator[RenderableType]:
    yield Text("WHO HEARS", style="bold")
    if not found.tellers:
        yield Words(f"Nothing is said of who hears: {found.few}.")
    for each in found.tellers:
        yield Padding(Words(words.teller(each)), (0, 0, 0, 3))
    yield Text()


def _first(found: Heard) -> Iterator[RenderableType]:
    yield Text("PEOPLE AND THE MODEL", style="bold")
    if found.ahead is None:
        yield Words(f"Who was first is not said: {found.not_asked}.")
    else:
        yield from (Words(each) for each in words.ahead(found.ahead))
    yield Text()


def _footer(found: Heard) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(found.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in found.findings if each.id in OWN)
    known = [("Run", found.run), ("Records known until", found.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def opened_text(found: Heard, kind: Kind, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write every signal of a kind with what came of it, by day."""
    signals = [each for each in found.signals if each.kind is kind]
    title = f"{words.NAMES[kind]}: {figures.counted(len(signals), 'signal')}"
    parts: list[RenderableType] = [Text(title[:1].upper() + title[1:], style="bold")]
    parts += [Words(" ".join(words.sentences(each))) for each in found.kinds if each.kind is kind]
    drawn = table(_SIGNALS, width, "ACCOUNT")
    for each in signals:
        style = "bold" if each.came is Came.DECIDED else ""
        severity = figures.NOTHING if each.severity is None else str(each.severity)
        cells = (str(each.on), severity, inert(each.by) or figures.NOTHING, words.came(each))
        drawn.add_row(Text(inert(each.account), style=style), *cells)
    return printed([*parts, Text(), drawn], width, colour)
