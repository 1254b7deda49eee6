"""Silence drawn: an account's days on a line of time with its gap, and all accounts by rhythm and gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite, log10
from typing import Final

from truegreen.model.silence import Entry, Silence, Slowed
from truegreen.reports import silence_words
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 720, 480
LONG, LINE = 480, 76
LEFT, RIGHT, TOP, BOTTOM = 64, 700, 24, 430
START, END = 8, 472
LONGEST: Final = 540
"""Days of a line of time at most, back from the last."""
TIMES: Final = (1, 3, 10)
"""Gaps as long as so many of an account's own are drawn as lines."""
ROUND: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on a scale on which each step is so many times as long."""

    low: float
    high: float
    start: float
    end: float

    def at(self, days: float) -> float:
        """Give where so many days stand."""
        held = min(max(days, self.low), self.high)
        share = log10(held / self.low) / log10(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 2)

    @property
    def ticks(self) -> list[float]:
        """Give round numbers of days on the way."""
        return [each for each in ROUND if self.low <= each <= self.high]


def line_of(entry: Entry) -> str:
    """Draw the days on which an account on the list came, and the gap since."""
    title = f"{entry.account.id}: {silence_words.entry(entry)}"
    return _line(title, entry.days, entry.gap.first, (entry.gap.last, entry.gap.until), f"{entry.gap.days} days")


def line_of_slowed(slower: Slowed) -> str:
    """Draw the days on which an account came that slowed down, and the last days, in which it came so seldom."""
    title = f"{slower.account.id}: {silence_words.slowed(slower)}"
    begins = min([*slower.came_on, slower.until - timedelta(days=slower.days)])
    recent = slower.until - timedelta(days=slower.days), slower.until
    return _line(title, slower.came_on, begins, recent)


def _line(title: str, days: Iterable[date], first: date, marked: tuple[date, date], said: str = "") -> str:
    """Draw days on a line of time, from a first to the last that is marked."""
    until = marked[1]
    begins = max(first, until - timedelta(days=LONGEST))
    span = max((until - begins).days, 1)

    def at(day: date) -> float:
        return round(START + (max(day, begins) - begins).days / span * (END - START), 2)

    return rendered(
        "silence_line.svg", title=title, ticks=[at(day) for day in days if day >= begins],
        months=[(at(each), f"{each:%b %Y}") for each in _quarters(begins, until)],
        gap=(at(marked[0]), at(until)), said=said, size=(LONG, LINE), ends=(START, END),
    )  # fmt: skip


def _quarters(begins: date, until: date) -> Iterable[date]:
    """Give the first days of quarters within a line of time."""
    for year in range(begins.year, until.year + 1):
        for month in (1, 4, 7, 10):
            first = date(year, month, 1)
            if begins <= first <= until:
                yield first


def all_of(silence: Silence) -> str:
    """Draw all accounts: how long their gaps are, against how long these usually are."""
    told = [
        each for each in silence.points
        if isfinite(each.every) and each.every > 0 and (each.whole or each.number)
    ]  # fmt: skip
    everys, gaps = [each.every for each in told], [each.counted for each in told]
    across = Scale(min([1.0, *everys]), max([30.0, *everys]), LEFT, RIGHT)
    up = Scale(0.5, max([60.0, *gaps]), BOTTOM, TOP)
    lines = [(times, _slope(times, across, up)) for times in TIMES]
    title = f"Accounts by their own rhythm and their gap. {silence_words.answer(silence)}"
    return rendered(
        "silence_all.svg", title=title, points=sorted(told, key=lambda each: each.number), across=across, up=up,
        lines=lines, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT), words=silence_words,
    )  # fmt: skip


def _slope(times: int, across: Scale, up: Scale) -> tuple[float, float, float, float]:
    """Give the ends of the line on which a gap is so many times as long as an account's own."""
    first, last = max(across.low, up.low / times), min(across.high, up.high / times)
    return across.at(first), up.at(first * times), across.at(last), up.at(last * times)
