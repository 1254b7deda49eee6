"""One case's clocks as text: what happened, what each clock made of it, and what it would be counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.told import Told, Watch
from truegreen.reports import clock_words as words
from truegreen.reports.clock_bars import Scale, drawn, scale
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, marked, printed, table

_LEGEND: Final = "█ ran  · its calendar was closed  ░ waited for the customer  ▒ waited for others  | target used up"


def clock_text(watch: Watch, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write one case's clocks for a terminal."""
    over = scale(watch)
    parts: list[RenderableType] = [Text(inert(words.about(watch)), style="bold"), Text(), *_life(watch, width)]
    for told in watch.clocks:
        parts += [Text(), *_clock(watch, told, over, width)]
    parts += [Text(), Text(_LEGEND, style=FAINT)]
    if not watch.agreed:
        parts.append(
            Words("The agreement says no clock, so a plain one is shown; write clocks: to say how time counts.")
        )
    return printed(parts, width, colour)


def _life(watch: Watch, width: int) -> Iterator[RenderableType]:
    headings: list[Heading] = [("", max(width - 60, 20), "left")]
    rows = table(headings, width, f"WHAT HAPPENED ({watch.zone})")
    before = None
    for each in watch.life.moments:
        rows.add_row(f"{words.moment(each.at, watch.zone):<22} {words.step(each)}", inert(words.changes(each, before)))
        before = each
    yield rows


def _clock(watch: Watch, told: Told, over: Scale, width: int) -> Iterator[RenderableType]:
    line = Text(inert(f"{words.title(told)} · "), style="bold")
    yield line.append_text(marked(words.verdict(told.runs)))
    yield Words(words.terms(told), FAINT)
    for run in told.runs:
        yield Words(words.sentence(run, watch.zone))
    yield Text(drawn(watch, told.runs, over, width), no_wrap=True)
    if not told.others:
        return
    agreed = words.verdict(told.runs)
    headings: list[Heading] = [("Ran", 12, "right"), ("Result", 12, "left"), ("", min(36, width // 3), "left")]
    rows = table(headings, width, "COUNTED OTHERWISE")
    for what, runs in (("as agreed", told.runs), *told.others):
        verdict = words.verdict(runs)
        style = TONES[verdict.tone] if verdict != agreed else ""
        rows.add_row(
            Text(inert(what), style=style), words.length(words.elapsed(runs)), marked(verdict),
            Text(drawn(watch, runs, over, min(36, width // 3))),
        )  # fmt: skip
    yield rows
