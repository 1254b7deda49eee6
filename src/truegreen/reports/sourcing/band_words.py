"""What a forecast was worth and what an agreement should say of more or less, in sentences: relief on one side only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from truegreen.model.staffed import Expected, Line, Off, Staffed
from truegreen.reports import figures
from truegreen.reports.sourcing.staff_words import change, people, percent, points

ROUND: Final = 0.05
"""Bands are agreed in steps of so much."""
HONEST: Final = 0.75
"""A forecast that misses by less than this share of what chance does was written afterwards, and makes no band."""


def tried(of: Line) -> str:
    """Say what the forecast was worth when it was tried."""
    if of.held is None:
        return "The records are too few to try a forecast: what comes is taken from each weekday’s mean."
    own = of.offs[0]  # the one that was tried stands first
    return (
        f"Tried on the last {own.days} days from what was known before: it missed by {percent(own.wape)} of what came "
        f"({percent(own.chance)} of it is chance alone), said {_bias(own)}, and {percent(of.held, 0)} of days came "
        "within its interval."
    )


def offs(of: Line) -> Sequence[Off]:
    """Give how far the other forecasts of a queue were off."""
    return of.offs if of.held is None else of.offs[1:]


def off(of: Off) -> str:
    """Say how far a forecast was off."""
    ahead = f"{of.ahead[0]} to {of.ahead[1]} days before"
    said = (f"{of.whose}, {ahead}: missed by {percent(of.wape)} of what came in {of.days:,} days, said {_bias(of)}; "
            f"four of five days came {change(of.days_low)} to {change(of.days_high)} of what was said")  # fmt: skip
    if of.months_low is None or of.months_high is None:
        return f"{said}."
    return f"{said}, four of five months {change(of.months_low)} to {change(of.months_high)}."


def _bias(of: Off) -> str:
    return f"{percent(abs(of.bias))} too {'much' if of.bias > 0 else 'little'}"


def lopsided(of: Line) -> str:
    """Say what more contacts do against fewer, on the queue's own numbers."""
    less, same, more = of.fared
    band = percent(more.change, 0)
    harm, help_ = same.in_time - more.in_time, less.in_time - same.in_time
    return (
        f"With the same agents {band} more contacts bring the share answered in time from {percent(same.in_time)} to "
        f"{percent(more.in_time)}, {points(harm)} less; {band} fewer add {points(help_)}. To hold the goal, more take "
        f"{people(more.fte - same.fte)} people besides; fewer spare {people(same.fte - less.fte)}."
    )


def own_miss(found: Staffed) -> Off | None:
    """Give the forecast whose months are off the most, among those that were made in time and can have been."""
    known = [each for line in found.lines for each in line.offs if each.months_high is not None]
    honest = [each for each in known if each.wape >= each.chance * HONEST]
    return max(honest, key=lambda each: each.months_high or 0.0, default=None)


def advice(found: Staffed) -> list[str]:
    """Say what an agreement should say of volume outside its forecast."""
    if not found.lines:
        return []
    said = [*_clauses(found), *map(_expected, found.volumes)]
    miss = own_miss(found)
    if miss is None or miss.months_high is None or miss.months_low is None:
        reason = "How far months leave a forecast is not known: lock it a month before, and record when."
        return [*said, f"Relief belongs on one side only: fewer contacts never hurt service. {reason}"]
    high = max(ceil(miss.months_high / ROUND - 1e-9) * ROUND, ROUND)
    low = max(ceil(-miss.months_low / ROUND - 1e-9) * ROUND, ROUND)
    ends = f"{change(miss.months_low)} to {change(miss.months_high)}"
    band = (f"A band of −{percent(low, 0)} to +{percent(high, 0)} of the forecast as it is locked holds four of five "
            f"months ({ends} of what was said {miss.ahead[0]} to {miss.ahead[1]} days before).")  # fmt: skip
    sides = (f"Above +{percent(high, 0)}: service levels do not hold for the surplus, and for it alone. Below "
             f"−{percent(low, 0)}: at least {percent(1 - low, 0)} of the forecast is billed, and no service level is "
             "excused, for fewer contacts never hurt service.")  # fmt: skip
    return [*said, band, sides]


def _expected(of: Expected) -> str:
    """Say what an agreement calls more or less."""
    ends = [f"{name or 'a band'} {'above' if end is None else f'up to {end:,}'}" for name, end in of.bands]
    listed = ", ".join(ends)
    expects = f"{of.agreement} expects {figures.counted(of.baseline, of.unit)} a month of “{of.service}” ({listed})"
    return f"{expects}; that is what its price was made for, and no forecast that is locked."


def _clauses(found: Staffed) -> Iterator[str]:
    """Say what agreements say already."""
    names = sorted({each.agreement for each in found.clauses})
    for name in names:
        own = [each for each in found.clauses if each.agreement == name]
        relieving = [each for each in own if each.relieves]
        if not relieving:
            listed = " and ".join(f"“{each.term}”" for each in own)
            yield (f"{name} moves money with volume ({listed}), and excuses no service level where more comes than was "
                   "forecast.")  # fmt: skip
        for each in relieving:
            what = "the whole period, which is worth all its credits" if each.whole else "the surplus alone"
            short = "makes up for a shortfall" if each.below else "says nothing of a shortfall"
            yield f"“{each.term}” of {name} excuses {what}, and {short}."
    if not names:
        yield "No agreement says what holds where more or less comes than was forecast."
