"""P6, state: what a clause remembers of earlier periods: rows of misses, so many of the last so many, repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final

from truegreen.model.finding import Finding, warning
from truegreen.model.reading import Contract
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import plus
from truegreen.primitives.calendar import Per
from truegreen.primitives.entry import Entry, Keep
from truegreen.primitives.measure import Judged
from truegreen.primitives.now import Now
from truegreen.primitives.sample_rule import Unmeasured
from truegreen.primitives.seen import seen
from truegreen.primitives.severity import Threshold
from truegreen.units.period import add_months
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

MET, MISSED, EXCUSED, UNKNOWN = 0, 1, 2, 3
NAMES: Final = ("met", "missed", "excused", "not measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a miss costs that follows a miss."""

    times: Annotated[Decimal, "What the credit is multiplied by, once"]
    excused_breaks: Annotated[bool, "Whether an excused miss ends the row of misses"]
    unmeasured_breaks: Annotated[bool, "Whether a period without a measurement ends it"] = True
    compounds: Annotated[bool, "Whether each further miss multiplies again"] = False
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Often:
    """So many misses within so many periods."""

    times: Annotated[int, "Misses"]
    of: Annotated[int, "Periods looked at, the last one included; excused and unmeasured ones take a place"]
    starts_anew: Annotated[bool, "Whether misses that have counted once count no more"]
    at: Span = NOWHERE


def total_kept(now: Now, name: str, per: Per, term: str = "") -> Step | None:
    """Add up what was kept in this month's contract year, the last twelve months or the term; None for none."""
    since = {Per.MONTH: date.max, Per.YEAR: now.year.start, Per.TERM: date.min}.get(per)
    since = add_months(now.period.start, -11) if since is None else since
    found = [step for period, step in now.kept(name, term) if period.end > since and step.number]
    return plus(now, found) if found else None


def misses_in_a_row(history: Sequence[int], repeat: Repeat) -> int:
    """Count the misses at the end of a history, oldest first; excused and unknown periods break it or are passed over.

    >>> rule = Repeat(times=Decimal(2), excused_breaks=False)
    >>> misses_in_a_row([MET, MISSED, EXCUSED, MISSED], rule)
    2
    """
    row = 0
    for each in reversed(history):
        passed = (each == EXCUSED and not repeat.excused_breaks) or (each == UNKNOWN and not repeat.unmeasured_breaks)
        if each == MISSED:
            row += 1
        elif not passed:
            break
    return row


def misses_within(history: Sequence[int], often: Often) -> int:
    """Count the misses among the last periods of a history that ends in a miss; zero where it does not.

    A shorter history has fewer misses, and they are not scaled up.

    >>> misses_within([MISSED, MET, MISSED], Often(times=2, of=3, starts_anew=False))
    2
    """
    counted = since = 0
    for last in range(0 if often.starts_anew else max(0, len(history) - 1), len(history)):
        window = history[max(since, last + 1 - often.of, 0) : last + 1]
        counted = sum(each == MISSED for each in window) if history[last] == MISSED else 0
        if counted >= often.times:
            since = last + 1
    return counted


def state_of(judged: Judged, unmeasured: Unmeasured, level: Threshold = Threshold.TARGET) -> int:
    """Say what a judged measure is in a history, at a level: met, missed, excused or unknown."""
    if judged.is_excused:
        return EXCUSED
    if judged.status is Contract.NOT_JUDGED:
        return {Unmeasured.MET: MET, Unmeasured.MISSED: MISSED, Unmeasured.NEITHER: UNKNOWN}[unmeasured]
    is_missed = judged.is_missed if level is Threshold.TARGET else judged.status is Contract.BELOW_MINIMUM
    return MISSED if is_missed else MET


def remembered(now: Now, name: str) -> list[int]:
    """Give the history kept under a name, oldest first."""
    return [int(step.value.number) for _, step in now.kept(name) if step.value is not None]


def remember(now: Now, name: str, state: int, judged: Judged) -> Iterator[Entry]:
    """Keep one more period of a history; say where nothing is given for it, which is not the same as none."""
    yield Keep(name, now.step(f"{judged.measure} {NAMES[state]}", judged.step, value=Value(Fraction(state))))
    yield from forgotten(now, judged, "neither met nor missed" if state == UNKNOWN else NAMES[state])


def forgotten(now: Now, judged: Judged, counts: str) -> Iterator[Finding]:
    """Say that nothing is given for a measure, not even that nothing was measured, and what it counts as."""
    is_silent = judged.status is Contract.NOT_JUDGED and not judged.is_excused and judged.seen.value is None
    if is_silent and seen(now, judged.measure, judged.period).given is None:
        says = f"Nothing is given for “{judged.measure}” of {judged.period}, which counts as {counts}."
        yield warning(now.at, "reading-not-given", says, "Give its value, or none where nothing was measured.")


def repeated(now: Now, history: Sequence[int], repeat: Repeat | None) -> Step | None:
    """Give the factor for a miss that ends a history; None where it is no repeat."""
    if repeat is None:
        return None
    row = misses_in_a_row(history, repeat)
    if row < 2:
        return None
    factor = Fraction(repeat.times) ** (row - 1 if repeat.compounds else 1)
    return now.step(f"missed {row} times in a row: times {repeat.times}", value=Value(factor), at=repeat.at)
