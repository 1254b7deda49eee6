"""Silence as text for a terminal: the list, who is near it, who is gone or too young, and which days do not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.silence import Entry, Opened, Silence, Slowed
from truegreen.reports import figures, silence_words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.statuses import Mark
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, printed, table

SILENT: Final = Mark("silent", "◌", "bad")
SLOWED: Final = Mark("slowed", "◔", "bad")
MOST_EVENTS: Final = 15
MOST_QUIET: Final = 6
OWN: Final = (
    "no-engagement", "engagement-by-month", "too-few-engaged", "engagement-feed-out",
)  # fmt: skip
"""Findings that say why the list tells less than it could."""


def silence_text(silence: Silence, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write who fell silent.

    Args:
        silence: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
    """
    parts: list[RenderableType] = [*_heading(silence)]
    for each in silence.entries:
        parts += [*_entry(each), Text()]
    for slower in silence.slowed:
        parts += [*_slowed(slower), Text()]
    for number, fell in enumerate(silence.fallen, start=1):
        parts += [Words(f"{SILENT.shape} {number}. {fell.account.id}", TONES[SILENT.tone])]
        parts += [Words(silence_words.fallen(fell)), Words(silence_words.behind(fell.account), FAINT), Text()]
    return printed([*parts, *_near(silence), *_apart(silence), *_footer(silence)], width, colour)


def _heading(silence: Silence) -> Iterator[RenderableType]:
    where = "".join(f", {name} {member}" for name, member in silence.where.items())
    what = f" of {silence_words.kinds([silence.asked])}" if silence.asked else ""
    yield Text(inert(f"Silence{what}{where} · as of {figures.day(silence.until)}"), style="bold")
    yield Words(f"Who fell silent? {silence_words.answer(silence)}", "bold")
    for said in (silence_words.reach(silence), silence_words.beside(silence), silence_words.untold(silence)):
        if said:
            yield Words(said)
    yield Text()


def _entry(entry: Entry) -> Iterator[RenderableType]:
    yield Words(f"{SILENT.shape} {entry.number}. {entry.account.id}", TONES[SILENT.tone])
    yield Words(silence_words.entry(entry))
    for said in (silence_words.others(entry), silence_words.behind(entry.account)):
        if said:
            yield Words(said, FAINT)


def _slowed(slower: Slowed) -> Iterator[RenderableType]:
    yield Words(f"{SLOWED.shape} {slower.number}. {slower.account.id}", TONES[SLOWED.tone])
    yield Words(silence_words.slowed(slower))
    if silence_words.behind(slower.account):
        yield Words(silence_words.behind(slower.account), FAINT)


def _near(silence: Silence) -> Iterator[RenderableType]:
    near = silence_words.nearest(silence)
    if near:
        yield Text("NOT SURE ENOUGH FOR THE LIST", style="bold")
        yield from (Words(silence_words.near(each)) for each in near)
        yield Text()


def _apart(silence: Silence) -> Iterator[RenderableType]:
    yield from (Words(each) for each in silence_words.apart(silence))
    told = [each for each in silence.quiet if each.out or not each.known][-MOST_QUIET:]
    if told:
        yield Text()
        yield Text("DAYS THAT COUNT FOR LESS, FOR EVERYBODY", style="bold")
        yield from (Words(silence_words.quiet(each)) for each in told)


def _footer(silence: Silence) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(silence.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in silence.findings if each.id in OWN)
    known = [("Run", silence.run), ("Records known until", silence.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def opened_text(opened: Opened, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write an account, opened: its rhythms, what it did, and the query that says so."""
    return printed(
        [*_who(opened), Text(), *_gaps(opened, width), *_events(opened, width), *_query(opened)], width, colour
    )


def _who(opened: Opened) -> Iterator[RenderableType]:
    listed = f"{opened.number} on the list" if opened.number else "not on the list"
    yield Text(inert(f"{opened.account.id} · {listed} · as of {figures.day(opened.until)}"), style="bold")
    if opened.account.gone:
        yield Words(f"It gave notice or ended on {figures.day(opened.account.gone)}: gone, not silent.")
    if opened.young:
        yield Words("It came fewer than four times: too young to tell.")
    if opened.slowed:
        yield Words(silence_words.slowed(opened.slowed))
    if silence_words.behind(opened.account):
        yield Words(silence_words.behind(opened.account), FAINT)


def _gaps(opened: Opened, width: int) -> Iterator[RenderableType]:
    headings: tuple[Heading, ...] = (
        ("Times", 6, "right"), ("Every", 9, "right"), ("Last", 11, "right"), ("Gap", 9, "right"),
        ("Counts", 7, "right"), ("One in", 10, "right"), ("There", 12, "right"),
    )  # fmt: skip
    drawn = table(headings, width, "RHYTHM")
    for gap in opened.gaps:
        rare = silence_words.rare(gap.surprise)
        one_in = rare.split(" gaps")[0].removeprefix("one in ") if rare.startswith("one in") else "–"
        drawn.add_row(
            Text(inert(gap.rhythm)), figures.count(gap.comings), silence_words.days(gap.every), gap.last.isoformat(),
            f"{gap.days} days", f"{gap.counted:.0f}", one_in, silence_words.percent(gap.there),
        )  # fmt: skip
    yield drawn
    yield from (Words(silence_words.quiet(each), FAINT) for each in opened.quiet)
    yield Text()


def _events(opened: Opened, width: int) -> Iterator[RenderableType]:
    headings: tuple[Heading, ...] = (("Kind", 12, "left"), ("Reference", 24, "left"), ("Worth", 18, "right"))
    drawn = table(headings, width, "WHAT IT DID")
    for each in opened.events[:MOST_EVENTS]:
        worth = figures.NOTHING if each.amount is None else str(each.amount)
        drawn.add_row(Text(each.day.isoformat()), each.kind, Text(inert(each.reference)), worth)
    yield drawn
    more = len(opened.events) - MOST_EVENTS
    if more > 0:
        yield Text(f"and {figures.count(more)} more; --json has all")


def _query(opened: Opened) -> Iterator[RenderableType]:
    if opened.query:
        yield Text()
        yield Text(inert(opened.query), no_wrap=True)
