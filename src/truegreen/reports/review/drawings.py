"""Pictures of a review drawn as SVG from the same series that the slides' charts are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from truegreen.reports import figures
from truegreen.reports.axis import Axis, axis
from truegreen.reports.quadrant import points_of
from truegreen.reports.rendering import rendered
from truegreen.reports.review.parts import Chart, Kind, Series

WIDTH: Final = 760
HEIGHT: Final = 300
LEFT, RIGHT, TOP, BOTTOM = 56, 560, 16, 252
_APART: Final = 15.0
_NAMED: Final = 8
_ROW: Final = 22
_NAME: Final = 300
_AMOUNT: Final = 110
_LETTERS: Final = 28
_CUT: Final = 0.03


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn: its stretches, its single points, where its name stands, and its name in lines of text."""

    tone: str
    stretches: Sequence[str]
    dots: Sequence[tuple[float, float]]
    at: float
    name: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as it is drawn: its name, tone, place and length, and what is written beside it."""

    name: str
    tone: str
    top: float
    left: float
    width: float
    words: str


def drawing(chart: Chart) -> str:
    """Draw a picture, as an SVG element."""
    return {Kind.LINES: _lines, Kind.POINTS: _points, Kind.STEPS: _steps}[chart.kind](chart)


def _lines(chart: Chart) -> str:
    known = [each for line in chart.series for each in line.values if each is not None]
    upwards = axis(known, BOTTOM, TOP, 5)
    step = (RIGHT - LEFT) / max(len(chart.categories) - 1, 1)
    ends = _spread([upwards.at(_last(each)) for each in chart.series])
    drawn = [_line(each, upwards, step, at) for each, at in zip(chart.series, ends, strict=True)]
    every = max(1, -(-len(chart.categories) // _NAMED))
    return rendered(
        "review_lines.svg", title=chart.title, lines=drawn, upwards=upwards, step=step, every=every, up=chart.up,
        months=chart.categories, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _line(series: Series, upwards: Axis, step: float, at: float) -> Line:
    """Draw one line; gaps are bridged, for a measure read by quarter has a point each third month."""
    places = [(LEFT + place * step, upwards.at(each)) for place, each in enumerate(series.values) if each is not None]
    stretch = " ".join(f"{across:.1f},{up}" for across, up in places)
    value = "" if series.tone == "level" else f" {_last(series):.1f}"
    return Line(
        series.tone, [stretch], [] if series.tone == "level" else places, at, [*_wrapped(f"{series.name}{value}")]
    )


def _last(series: Series) -> float:
    return next((each for each in reversed(series.values) if each is not None), 0.0)


def _wrapped(text: str) -> Iterator[str]:
    """Break a name into at most two lines."""
    if len(text) <= _LETTERS:
        yield text
        return
    cut = text.rfind(" ", 0, _LETTERS)
    cut = cut if cut > 0 else _LETTERS
    rest = text[cut:].strip()
    yield text[:cut]
    yield rest if len(rest) <= _LETTERS else f"{rest[: _LETTERS - 6].rstrip()}… {text.rpartition(' ')[2]}"


def _spread(ends: Sequence[float]) -> list[float]:
    """Move names apart that would stand on each other, and keep them within the picture."""
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    placed: dict[int, float] = {}
    lowest = float(TOP)
    for place in order:
        placed[place] = max(ends[place], lowest)
        lowest = placed[place] + 2 * _APART
    over = max(lowest - 2 * _APART - BOTTOM, 0.0)
    return [max(placed[place] - over, TOP) for place in range(len(ends))]


def _points(chart: Chart) -> str:
    over = _range([each for line in chart.series for each in line.across], LEFT, RIGHT)
    upwards = _range([each for line in chart.series for each in line.values if each is not None], BOTTOM, TOP)
    return rendered(
        "review_points.svg", title=chart.title, series=chart.series, over=over, upwards=upwards, across=chart.across,
        up=chart.up, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT + 20),
        points_of=lambda at: points_of(at / 100),
    )  # fmt: skip


def _range(values: Sequence[float], start: float, end: float) -> Axis:
    """Give an axis that a few odd points do not squeeze; these stand at its ends."""
    ranked = sorted(values)
    cut = int(len(ranked) * _CUT)
    return axis([*ranked[cut : len(ranked) - cut], 0.0, 5.0, -5.0], start, end)


def _steps(chart: Chart) -> str:
    moves = list(_moves(chart))
    along = axis([0.0, *(each for move in moves for each in move[2:4])], _NAME, WIDTH - _AMOUNT, 5)
    bars = [_bar(*move, place, along) for place, move in enumerate(moves)]
    return rendered(
        "review_steps.svg", title=chart.title, bars=bars, along=along, zero=along.at(0.0), row=_ROW,
        height=_ROW * len(bars) + 26, width=WIDTH,
    )  # fmt: skip


def _moves(chart: Chart) -> Iterator[tuple[str, str, float, float, str]]:
    """Give each bar: its name, its tone, from where to where, and its words."""
    feet, *parts = chart.series
    for place, name in enumerate(chart.categories):
        sizes = [(each, value) for each in parts if (value := each.values[place]) is not None]
        foot = feet.values[place] or 0.0
        ends = [foot, *(foot + value for _, value in sizes)]
        size = sum(value if first.name == "comes to" else abs(value) for first, value in sizes)
        words = figures.exactly(Decimal(f"{size:.2f}"))
        yield name, sizes[0][0].tone, min(ends), max(ends), f"{sizes[0][0].name} {words}"


def _bar(name: str, tone: str, low: float, high: float, words: str, place: int, along: Axis) -> Bar:
    left, right = along.at(low), along.at(high)
    return Bar(name, tone, place * _ROW + 4.0, left, max(right - left, 2.0), words)
