"""One case's clocks as text: what happened, what each clock made of it, and what it would be counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.told import Told, Watch
from truegreen.clocks.walk import Run
from truegreen.reports import clock_words as words
from truegreen.reports import figures
from truegreen.reports.clock_bars import Scale, drawn, named, scale, turns
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, marked, printed, table

_LEGEND: Final = "█ ran  · its calendar was closed  ░ waited for the customer  ▒ waited for others  | target used up"
_MOST_STEPS: Final = 40
_MOST_RUNS: Final = 8


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
    every = watch.life.moments
    for place, (each, before) in enumerate(zip(every, (None, *every), strict=False)):
        if len(every) <= _MOST_STEPS or place < _MOST_STEPS // 2 or place >= len(every) - _MOST_STEPS // 2:
            rows.add_row(
                f"{words.moment(each.at, watch.zone):<22} {words.step(each)}", inert(words.changes(each, before))
            )
        elif place == _MOST_STEPS // 2:
            rows.add_row(Text(f"… {figures.counted(len(every) - _MOST_STEPS, 'more step')}; --page shows all", FAINT))
    yield rows


def _clock(watch: Watch, told: Told, over: Scale, width: int) -> Iterator[RenderableType]:
    line = Text(inert(f"{words.title(told)} · "), style="bold")
    yield line.append_text(marked(words.verdict(told.runs)))
    yield Words(words.terms(told), FAINT)
    yield from (Words(each) for each in _runs(watch, told))
    beneath = turns(told, over)
    yield Text(drawn(watch, told.runs, over, width), no_wrap=True)
    if under := named(beneath, width):
        yield Text(inert(under), no_wrap=True)
    yield Text(_ends(watch, over, width), FAINT, no_wrap=True)
    other, same = words.alike(told)
    if other:
        yield from (Text(), _otherwise(watch, told, other, over, width))
    if same:
        yield Words(f"The same if {'; if '.join(same)}.", FAINT)


def _runs(watch: Watch, told: Told) -> Iterator[str]:
    """Say what became of each run; of many, of the first ones."""
    several = turns(told, scale(watch))
    names = [each.name for each in several] or [""] * len(told.runs)
    for run, name in list(zip(told.runs, names, strict=False))[:_MOST_RUNS]:
        yield words.sentence(run, watch.zone, name)
    if (more := len(told.runs) - _MOST_RUNS) > 0:
        late = sum(run.on_time is False for run in told.runs[_MOST_RUNS:])
        yield f"… {figures.counted(more, 'more run')}, {figures.count(late)} of them late"


def _ends(watch: Watch, over: Scale, width: int) -> str:
    first, last = (words.moment(each, watch.zone) for each in (over.first, over.last))
    return first + last.rjust(width - len(first))


def _otherwise(
    watch: Watch, told: Told, other: Sequence[tuple[str, Sequence[Run]]], over: Scale, width: int
) -> RenderableType:
    agreed = words.verdict(told.runs)
    headings: list[Heading] = [("Ran", 12, "right"), ("Result", 12, "left"), ("", min(36, width // 3), "left")]
    rows = table(headings, width, "COUNTED OTHERWISE")
    for what, runs in (("as agreed", told.runs), *other):
        verdict = words.verdict(runs)
        style = TONES[verdict.tone] if verdict != agreed else ""
        rows.add_row(
            Text(inert(what), style=style), words.length(words.elapsed(runs)), marked(verdict),
            Text(drawn(watch, runs, over, min(36, width // 3))),
        )  # fmt: skip
    return rows
