"""Ratchet: continuous improvement, by which a level rises to what was achieved.

Source: Gap and IBM (2006), where expected levels are raised each period and one step is at most a share of the gap to
100 %; commonly the new level is the mean of the best four of twelve months, or of all twelve. The clause belongs
before those that hold the measure against its level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from truegreen.model.agreement import Rounding, Window
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped
from truegreen.primitives.calendar import dates_every
from truegreen.primitives.entry import Entry, Keep, Set
from truegreen.primitives.level import level_of, no_level, reaches, rounded_step
from truegreen.primitives.measure import judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of, value_of
from truegreen.primitives.seen import scale_of
from truegreen.primitives.severity import Threshold
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The largest step: a share of what is still missing to an ideal."""

    share: Annotated[Operand, "Share of the gap, like 10 %"]
    to: Annotated[Quantity, "The ideal, like 100 %"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratchet:
    """A level that rises to what was achieved."""

    measure: Annotated[str, "Measure whose level rises"]
    level: Annotated[Threshold, "Level that rises: target or minimum"]
    best: Annotated[int, "Best periods whose mean counts"]
    of: Annotated[int, "Periods they are taken of, the last ones measured; with fewer the level stays"]
    first: Annotated[date, "Day of the first step"]
    every: Annotated[Window, "How often there is one from then on"]
    may_fall: Annotated[bool, "Whether the level also falls, though never below the one that was agreed"]
    step: Annotated[Gap | None, "The largest step; any if left out"] = None
    never_beyond: Annotated[Quantity | None, "Level that it never passes"] = None
    rounding: Annotated[Rounding | None, "How a new level is rounded; not if left out"] = None
    at: Span = NOWHERE


def settle(says: Ratchet, now: Now) -> Iterator[Entry]:
    """Set the level that holds in the period, and remember it and what was achieved."""
    agreed = level_of(now, says.measure, says.level)
    if agreed is None or agreed.value is None:
        yield no_level(now, says.measure, says.level)
        return
    higher = scale_of(now, says.measure).better == "higher"
    kept = now.last_kept("level")
    level = agreed if kept is None else _better(agreed, kept, higher=higher)
    if kept is not None and dates_every(says.first, says.every, now.period):
        level = _moved(says, now, agreed, level, higher=higher)
    yield Set(f"{says.level} {says.measure}", level)
    yield Keep("level", level)
    for judged in judgements(now, says.measure):
        if judged.seen.value is not None and not judged.is_excused:
            yield Keep("achieved", judged.seen)


def _better(one: Step, other: Step, *, higher: bool) -> Step:
    if one.value is None or other.value is None:
        return one
    return other if reaches(other.value.number, one.value.number, higher=higher) else one


def _moved(says: Ratchet, now: Now, agreed: Step, level: Step, *, higher: bool) -> Step:
    """Give the level after a step."""
    known = [(step.value.number, step) for _, step in now.kept("achieved") if step.value][-says.of :]
    if len(known) < says.of or level.value is None:
        return level
    unit = level.value.unit
    best = sorted(known, key=lambda each: each[0], reverse=higher)[: says.best]
    mean = sum((number for number, _ in best), Fraction(0)) / len(best)
    words = f"the mean of the best {len(best)} of the last {says.of}: " + ", ".join(
        f"{{{at}}}" for at in range(len(best))
    )
    new = now.step(words, *(step for _, step in best), value=Value(mean, unit), op="mean")
    if not reaches(mean, level.value.number, higher=higher):
        if not says.may_fall:
            return level
        new = _better(agreed, new, higher=higher)
    bounds = [] if says.step is None else [_largest(says.step, now, level)]
    if says.never_beyond is not None:
        end = now.step(f"never beyond {says.never_beyond}", value=value_of(says.never_beyond, unit))
        bounds.append(_better(level, end, higher=higher))
    for bound in bounds:
        new = clamped(now, new, None, bound) if higher else clamped(now, new, bound)
    return rounded_step(now, new, says.rounding)


def _largest(says: Gap, now: Now, level: Step) -> Step:
    """Give the level that one step may reach at most."""
    share = step_of(now, says.share, "share")
    if level.value is None or share.value is None:
        return level
    held, ideal = level.value.number, value_of(says.to, level.value.unit).number
    number = Value(held + share.value.number * (ideal - held), level.value.unit)
    return now.step(f"{{0}} and {{1}} of the gap to {says.to}", level, share, value=number, at=says.at)
