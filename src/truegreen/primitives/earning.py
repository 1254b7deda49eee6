"""P6, state: whether what was asked for was earned since: so many months, in a row or not, or the mean of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from truegreen.model.step import Step
from truegreen.primitives.calendar import is_year_end, last_day, window_of
from truegreen.primitives.entry import Keep
from truegreen.primitives.level import reaches
from truegreen.primitives.measure import Judged, judge
from truegreen.primitives.now import Now
from truegreen.primitives.operand import value_of
from truegreen.primitives.seen import scale_of, seen
from truegreen.primitives.state import EXCUSED, MET, MISSED, NAMES, UNKNOWN
from truegreen.units.period import Period
from truegreen.units.quantity import Quantity
from truegreen.units.value import Value


class Weighing(StrEnum):
    """How the periods of a year count in their mean."""

    ALIKE = "each period alike"
    ROWS = "by their rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What must happen.

    Attributes:
        reaches: the level.
        months: how many months must reach it.
        in_a_row: whether they must follow each other.
        gaps_break: whether an excused or unmeasured month ends a row.
        within: how many months are looked at; None for all until the term ends.
        yearly_mean: or else how the months of a contract year weigh, whose mean must reach it.
    """

    reaches: Quantity
    months: int | None
    in_a_row: bool
    gaps_break: bool
    within: int | None
    yearly_mean: Weighing | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it was earned, and why.

    Attributes:
        is_earned: whether it was.
        says: why, in the words of a step whose first given is something else, so that ``{1}`` is the first here.
        given: the steps that it rests on.
    """

    is_earned: bool
    says: str
    given: tuple[Step, ...] = ()


def reached(now: Now, asked: Asked, judged: Judged) -> Keep:
    """Keep whether a month reached the level."""
    value, state = judged.step.value, UNKNOWN
    if judged.is_excused:
        state = EXCUSED
    elif value is not None:
        state = MET if _holds(asked, value, higher=judged.higher_is_better) else MISSED
    words = f"{{0}} held against {asked.reaches}: {NAMES[state]}"
    return Keep(f"reached {judged.measure}", now.step(words, judged.step, value=Value(Fraction(state))))


def earned(now: Now, asked: Asked, measure: str, states: Sequence[int]) -> Verdict | None:
    """Say whether it was earned; None while it is open.

    Args:
        now: the clause being settled.
        asked: what must happen.
        measure: the measure that must reach the level.
        states: whether each month since did, oldest first.
    """
    if asked.yearly_mean is not None:
        return (
            _earned_in_year(now, asked, asked.yearly_mean, measure) if is_year_end(now.agreement, now.period) else None
        )
    most, row = _most(asked, states[: asked.within]), " in a row" * asked.in_a_row
    says = f"{measure} reached {asked.reaches} in {most} months{row}, and must in {asked.months}"
    if asked.months is not None and most >= asked.months:
        return Verdict(is_earned=True, says=says)
    return Verdict(is_earned=False, says=says) if asked.within is not None and len(states) >= asked.within else None


def _earned_in_year(now: Now, asked: Asked, weighing: Weighing, measure: str) -> Verdict:
    mean, higher = _mean(now, weighing, measure), scale_of(now, measure).better == "higher"
    is_earned = mean.value is not None and _holds(asked, mean.value, higher=higher)
    return Verdict(is_earned, f"the year's mean of {measure} is {{1}}, and {asked.reaches} is asked for", (mean,))


def _holds(asked: Asked, value: Value, *, higher: bool) -> bool:
    return reaches(value.number, value_of(asked.reaches, value.unit).number, higher=higher)


def _most(asked: Asked, states: Sequence[int]) -> int:
    """Count the months that reached the level: all of them, or the longest row."""
    if not asked.in_a_row:
        return list(states).count(MET)
    longest = row = 0
    for each in states:
        is_passed = each in (EXCUSED, UNKNOWN) and not asked.gaps_break
        row = row + 1 if each == MET else row if is_passed else 0
        longest = max(longest, row)
    return longest


def _mean(now: Now, weighing: Weighing, measure: str) -> Step:
    """Give the mean of a measure's windows that ended in the contract year; excused ones are left out.

    What was measured and reported late counts too, or a bad month would better be reported late.
    """
    noun, months = now.agreement.measures[measure], []
    window = window_of(now.agreement, noun, now.year.start)
    while window.start < now.period.end:
        judged = judge(now, measure, window)
        weight = Fraction(1) if weighing is Weighing.ALIKE else seen(now, measure, window).count
        if judged.seen.value is not None and not judged.is_excused and last_day(now.agreement, window) in now.year:
            months.append((judged.seen, judged.seen.value, weight))
        window = window_of(now.agreement, noun, window.end)
    words = f"the year's mean of {measure}, {weighing}: " + ", ".join(f"{{{place}}}" for place in range(len(months)))
    weights, steps = [each for _, _, each in months if each is not None], [each for each, _, _ in months]
    if len(weights) < len(months) or not sum(weights):
        return now.step(f"{words} cannot be told", *steps, value=None)
    number = sum((value.number * (weight or 0) for _, value, weight in months), Fraction(0)) / sum(weights, Fraction(0))
    return now.step(words, *steps, value=Value(number, months[0][1].unit))


def since(months: Sequence[tuple[Period, Step]], missed: Period) -> list[int]:
    """Give whether each month after that of a miss reached the level, from what was kept."""
    return [int(step.value.number) for period, step in months if period.start >= missed.end and step.value]
