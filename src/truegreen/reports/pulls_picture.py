"""What a score is made of: from the usual account's to this one's, a bar for every cause, summing exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final

from truegreen.model.warning import Cause, Ranked, Risk
from truegreen.reports import warning_words as words
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH: Final = 860
LEFT, RIGHT, TOP = 420, 840, 56
STEP: Final = 26
MOST: Final = 12
"""Causes that are drawn by themselves; the others, the weakest, make one bar."""
_CHANCES: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.98)
_ROOM: Final = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, where it starts and ends on the axis, and what it says."""

    name: str
    start: float
    end: float
    tone: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A round chance on the axis."""

    at: float
    said: str


def pulls_of(of: Risk, found: Ranked) -> str:
    """Draw what pulls an account's score away from the usual one's, as an SVG element."""
    bars = [*_bars(of, found)]
    over = axis([each for bar in bars for each in (bar.start, bar.end)], LEFT, RIGHT)
    chance = words.chance(of.chance.value)
    title = f"{of.account}: from the usual account’s score to its own, a chance of {chance}"
    bottom = TOP + STEP * len(bars)
    return rendered("pulls.svg", title=title, bars=bars, over=over, ticks=_ticks(over), top=TOP, step=STEP,
                    bottom=bottom, size=(WIDTH, bottom + 44))  # fmt: skip


def _bars(of: Risk, found: Ranked) -> Iterator[Bar]:
    usual = words.chance(_chance(found.base))
    yield Bar("the usual account", found.base, found.base, "plain", usual, f"The usual account: {usual}.")
    at = found.base
    for name, said, pull in _shown(of.causes):
        tone = "bad" if pull > 0 else "good"
        yield Bar(name, at, at + pull, tone, words.pull(pull), f"{said}: {words.pull(pull)}, {words.times(pull)}.")
        at += pull
    own = words.chance(of.chance.value)
    yield Bar(of.account, of.score, of.score, "plain", own, f"{of.account}: {own}.")


def _shown(causes: Sequence[Cause]) -> Iterator[tuple[str, str, float]]:
    """Give each strong cause with its name and words; the weak ones together."""
    for each in causes[:MOST]:
        yield f"{each.words}: {words.held(each.value, each.unit)}", words.cause(each), each.pull
    rest = causes[MOST:]
    if rest:
        yield f"{len(rest)} weaker ones together", "; ".join(map(words.cause, rest)), sum(each.pull for each in rest)


def _ticks(over: Axis) -> list[Tick]:
    """Give round chances with room between them."""
    ticks: list[Tick] = []
    for chance in _CHANCES:
        score = log(chance / (1 - chance))
        if over.low <= score <= over.high and (not ticks or over.at(score) - ticks[-1].at >= _ROOM):
            ticks.append(Tick(over.at(score), f"{chance * 100:g} %"))
    return ticks


def _chance(score: float) -> float:
    return 1 / (1 + exp(-score))
