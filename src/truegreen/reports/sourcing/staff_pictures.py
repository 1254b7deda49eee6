"""Queues drawn: the week agent by agent, days as forecast and as they came, service by agents, one line or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp
from typing import Final

from truegreen.model.staffed import Line, Split, Staffed
from truegreen.reports import figures
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing import band_words
from truegreen.reports.sourcing import staff_words as words
from truegreen.reports.sourcing.grouping import cut

WIDTH, HEIGHT = 860, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 836, 24, 316
ROW, WEEK_LEFT, WEEK_TOP = 30, 44, 26
BAR, BARS_LEFT, BARS_RIGHT = 58, 12, 780
HALF: Final = 0.5
"""Agents by which a place in the week has too few or too many."""
Week = Sequence[Sequence[float | None]]
TONES: Final = ("good", "plain", "bad")
"""Of the curves with fewer contacts, as many, and more."""


@dataclass(frozen=True, slots=True)
class Square:
    """One place in the week: where it is, its tone and how full, its number, and all of it in words."""

    x: float
    y: float
    tone: str
    full: float
    number: str
    words: str


def week_of(line: Line) -> str:
    """Draw the agents needed in each interval of a week, as an SVG element."""
    most = max((each for day in line.agents for each in day if each is not None), default=1.0) or 1.0

    def square(value: float) -> tuple[str, float, str]:
        return "good", 0.15 + 0.45 * value / most, f"{value:.0f}"

    title = f"{line.title}: agents needed, by weekday and interval; {line.peak} at most"
    return _week(title, line.agents, line.length, square, "agents needed")


def gap_of(line: Line) -> str:
    """Draw where there are too few and too many agents, if today's hours are spread evenly; empty if nobody knows."""
    if line.today is None:
        return ""
    most = max((abs(each) for day in line.today.gap for each in day if each is not None), default=1.0) or 1.0

    def square(value: float) -> tuple[str, float, str]:
        tone = "bad" if value <= -HALF else "good" if value >= HALF else "plain"
        full = 0.1 if tone == "plain" else 0.15 + 0.45 * abs(value) / most
        return tone, full, f"{value:+.0f}".replace("-", "−") if abs(value) >= HALF else "0"

    title = f"{line.title}: agents there less agents needed, if today’s hours are spread evenly"
    return _week(title, line.today.gap, line.length, square, "agents more than needed")


def _week(title: str, of: Week, length: int, square: Callable[[float], tuple[str, float, str]], said: str) -> str:
    rows = list(words.week(of, length))
    wide = (WIDTH - WEEK_LEFT) / max(len(rows), 1)
    squares = []
    for across, (clock, row) in enumerate(rows):
        for down, value in enumerate(row):
            if value is None:
                continue
            tone, full, number = square(value)
            told = f"{words.NAMES[down]} {clock}: {value:.1f} {said}".replace("-", "−")
            squares.append(Square(round(WEEK_LEFT + wide * across, 2), WEEK_TOP + ROW * down, tone, round(full, 3),
                                  number, told))  # fmt: skip
    hours = [(WEEK_LEFT + wide * at, clock) for at, (clock, _) in enumerate(rows) if clock.endswith(":00")]
    days = [(WEEK_TOP + ROW * (at + 0.5) + 4, name) for at, name in enumerate(words.NAMES)]
    return rendered(
        "staff_week.svg", title=title, squares=squares, wide=round(wide, 2), row=ROW, hours=hours, days=days,
        size=(WIDTH, WEEK_TOP + ROW * len(words.NAMES) + 4),
    )  # fmt: skip


def days_of(line: Line) -> str:
    """Draw days as they were forecast, with their intervals, and as they came; then the days to come."""
    days = [*line.tried, *line.coming]
    if not days:
        return ""
    over = axis([0.0, float(len(days) - 1)], LEFT, RIGHT)
    over = Axis(0.0, float(max(len(days) - 1, 1)), over.start, over.end, over.ticks)
    upwards = axis([0.0, *(end for each in days for end in (each.most, each.came or 0.0))], BOTTOM, TOP)
    above = [(over.at(at), upwards.at(each.most)) for at, each in enumerate(days)]
    below = [(over.at(at), upwards.at(each.least)) for at, each in enumerate(days)]
    line_ = [(over.at(at), upwards.at(each.expected)) for at, each in enumerate(days)]
    came = [(over.at(at), upwards.at(each.came), _is_out(each.came, each.least, each.most),
             f"{figures.day(each.day)}: {each.came:.0f} came, {each.least:.0f} to {each.most:.0f} expected")
            for at, each in enumerate(days) if each.came is not None]  # fmt: skip
    title = f"{line.title}: contacts by day, as forecast and as they came. {band_words.tried(line)}"
    return rendered(
        "staff_days.svg", title=title, band=_points([*above, *reversed(below)]), line=_points(line_), came=came,
        upwards=upwards, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
        months=[(over.at(at), f"{each:%b %Y}") for at, each in enumerate(_dates(line)) if each.day == 1],
        today=over.at(len(line.tried) - HALF) if line.tried and line.coming else None,
    )  # fmt: skip


def _dates(line: Line) -> list[date]:
    return [each.day for each in (*line.tried, *line.coming)]


def _is_out(came: float, least: float, most: float) -> bool:
    return not least <= came <= most


def _points(of: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in of)


def curve_of(line: Line) -> str:
    """Draw how a usual busy interval fares by its agents, with fewer, as many and more contacts."""
    if not line.curve:
        return ""
    over = Axis(float(line.curve[0].agents), float(line.curve[-1].agents), LEFT, RIGHT - 90, ())
    upwards = axis([0.0, 1.0], BOTTOM, TOP)
    lines = []
    for place, (tone, change) in enumerate(zip(TONES, line.fared, strict=True)):
        points = [(over.at(each.agents), upwards.at(each.in_time[place])) for each in line.curve]
        name = "as forecast" if not change.change else words.change(change.change)
        lines.append((tone, _points(points), points, name))
    goal = line.goal.answered
    title = (f"{line.title}: share answered in {line.goal.within:g} s in a usual busy interval, by agents. "
             f"{band_words.lopsided(line)}")  # fmt: skip
    steps = [each.agents for each in line.curve]
    return rendered(
        "staff_curve.svg", title=title, lines=lines, over=over, upwards=upwards, steps=steps,
        level=None if goal is None else upwards.at(goal.value), box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _apart(heights: Sequence[float], least: float = 15.0) -> list[float]:
    """Give heights for names that stand beside their curves, far enough from one another to be read."""
    placed = sorted(range(len(heights)), key=lambda at: heights[at])
    found = list(heights)
    for before, at in pairwise(placed):
        found[at] = max(found[at], found[before] + least)
    return found


def waits_of(line: Line) -> str:
    """Draw how many would still wait after so long, as recorded and as an even chance of giving up has it."""
    if line.patience is None or len(line.staying) < 2:
        return ""
    longest = line.staying[-1][0]
    over, upwards = axis([0.0, longest], LEFT, RIGHT - 90), axis([0.0, 1.0], BOTTOM, TOP)
    steps: list[tuple[float, float]] = []
    for time, share in line.staying:
        steps += [(over.at(time), steps[-1][1])] if steps else []
        steps.append((over.at(time), upwards.at(share)))
    even = [(over.at(each), upwards.at(exp(-each / line.patience.value)))
            for each in (longest * at / 60 for at in range(61))]  # fmt: skip
    title = (f"{line.title}: share that would still wait after so many seconds; those answered count until then. "
             f"Mean patience {words.time(line.patience.value)}{words.interval(line.patience)}")  # fmt: skip
    return rendered(
        "staff_waits.svg", title=title, steps=_points(steps), even=_points(even), over=over, upwards=upwards,
        ends=_apart([steps[-1][1], even[-1][1]]), box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def splits_of(found: Staffed) -> str:
    """Draw full-time people in one line and in lines of their own, for pools and restrictions; empty if none is."""
    named: list[tuple[str, Split]] = [(each.by, each) for each in found.pools]
    named += [(f"{line.title}, by {figures.in_words(each.by)}", each) for line in found.lines for each in line.splits]
    if not named:
        return ""
    along = axis([0.0, *(each.split for _, each in named)], BARS_LEFT, BARS_RIGHT)
    rows = [(cut(name, 90), along.at(each.fte), along.at(each.split), words.people(each.fte), words.people(each.split),
             words.split(each), len(each.parts)) for name, each in named]  # fmt: skip
    title = "Full-time people in one line, and in lines of their own"
    return rendered(
        "staff_bars.svg", title=title, rows=rows, left=BARS_LEFT, row=BAR, size=(WIDTH, BAR * len(rows) + 8)
    )
