"""P2, measure: the value that is held against a level: averaged, with enough evidence, rounded, and judged.

The order is fixed by what the parts mean: excused performance is gone before anything is counted (``exclusion``), the
periods are averaged, too little evidence is said, the one named rounding is done, and only then is anything compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from truegreen.model.agreement import Few, Measure, Rounding
from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.model.statement import Step
from truegreen.primitives.sample_rule import let_pass
from truegreen.units.period import Period
from truegreen.units.value import Value, rounded

if TYPE_CHECKING:
    from truegreen.primitives.now import Now


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure of one period, held against its levels.

    Attributes:
        measure: its id.
        period: its own window.
        step: the value as it is compared; without a value if nothing was measured.
        status: met, missed, below minimum or not judged.
        higher_is_better: the direction.
        is_excused: whether a relief clause took the miss away.
        target, minimum: the levels.
        incident: what caused a miss, where that is given.
    """

    measure: str
    period: Period
    step: Step
    status: Contract
    higher_is_better: bool
    is_excused: bool = False
    target: Step | None = None
    minimum: Step | None = None
    incident: str = ""

    @property
    def is_missed(self) -> bool:
        """Say whether the target, or the minimum, was missed."""
        return self.status in (Contract.MISSED, Contract.BELOW_MINIMUM)

    def shortfall(self, level: Value) -> Fraction:
        """Give by how much the value misses a level; below zero where it is better; zero where nothing was measured."""
        if self.step.value is None:
            return Fraction(0)
        short = level.number - self.step.value.number
        return short if self.higher_is_better else -short


def judge(now: Now, name: str, period: Period) -> Judged:
    """Judge a measure for one of its windows.

    Raises:
        KeyError: the agreement has no such measure.
    """
    measure = now.agreement.measures[name]
    higher = now.scale(name).better == "higher"
    found = now.given_of(name, period)
    seen = _enough(now, name, measure, period, _averaged(now, name, measure, period))
    judged = Judged(
        measure=name,
        period=period,
        step=rounded_step(now, seen.step, measure.rounding),
        status=Contract.NOT_JUDGED,
        higher_is_better=higher,
        is_excused=now.has_set(f"excused {name}", period) is not None,
        target=now.level(name, "target"),
        minimum=now.level(name, "minimum"),
        incident=found.incident if found else "",
    )
    if judged.is_excused:
        return judged
    for status in (Contract.BELOW_MINIMUM, Contract.MISSED):
        if (deemed := now.has_set(f"{status} {name}", period)) is not None:
            return replace(judged, step=deemed, status=status)
    return _held(now, measure, judged, seen)


def _held(now: Now, measure: Measure, judged: Judged, seen: _Seen) -> Judged:
    """Hold a value against the levels; a minimum alone is the level."""
    level, value = judged.target or judged.minimum, judged.step.value
    if level is None or value is None or level.value is None:
        return judged
    wanted, least, higher = level.value.number, judged.minimum, judged.higher_is_better
    if reaches(value.number, wanted, higher=higher):
        return replace(judged, status=Contract.MET)
    if value.unit == "share":
        good = value.number if higher else 1 - value.number
        if why := let_pass(measure.sample, good, seen.count, wanted if higher else 1 - wanted):
            step = now.step(
                f"{{0}}: {why}", judged.step, value=value, at=measure.sample.at if measure.sample else now.at
            )
            return replace(judged, step=step, status=Contract.MET)
    if least is not None and least.value and not reaches(value.number, least.value.number, higher=higher):
        return replace(judged, status=Contract.BELOW_MINIMUM)
    return replace(judged, status=Contract.MISSED)


def reaches(value: Fraction, level: Fraction, *, higher: bool) -> bool:
    """Say whether a value is at a level or better."""
    return value >= level if higher else value <= level


def round_measure(value: Fraction, unit: str, rounding: Rounding | None) -> Fraction:
    """Round a value as the agreement says, in the unit it is written in: a share as a percentage.

    >>> round_measure(Fraction(7996, 10000), "share", Rounding(digits=1))
    Fraction(4, 5)
    """
    if rounding is None:
        return value
    return rounded(value, rounding.digits + (2 if unit == "share" else 0), rounding.mode)


def unknown_measures(now: Now, names: Iterable[str]) -> list[Finding]:
    """Find the names in a clause that are no measures of the agreement."""
    remedy = f"Name one of {', '.join(now.agreement.measures)}."
    return [
        error(now.at, "unknown-measure", f"The clause “{now.term}” names “{name}”, which is no measure.", remedy)
        for name in names
        if name not in now.agreement.measures
    ]


def measure_of(now: Now, term: str, line: str) -> str:
    """Give the measure that a clause's line is about: the one in its name, or the clause's own; nothing for neither."""
    named, says = line.partition(".")[2], getattr(now.agreement.terms.get(term), "says", None)
    return named if named in now.agreement.measures else str(getattr(says, "measure", ""))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A value as it was given, or as an earlier clause left it, and the rows it rests on."""

    step: Step
    count: Fraction | None

    @property
    def number(self) -> Fraction:
        """Give the value as a number; zero where there is none."""
        return self.step.value.number if self.step.value else Fraction(0)


def _seen(now: Now, name: str, window: Period) -> _Seen:
    found = now.given_of(name, window)
    return _Seen(now.given_step(name, found, window), found.count if found else None)


def _seen_before(now: Now, name: str, measure: Measure, window: Period) -> Iterator[_Seen | None]:
    """Give what was seen in each window before one, latest first; None where nothing was, or it was excused."""
    first = now.versions.each[0][1].starts
    while window.start > first:
        window = now.window_before(measure, window)
        seen = _seen(now, name, window)
        yield None if seen.step.value is None or now.has_set(f"excused {name}", window) else seen


def _averaged(now: Now, name: str, measure: Measure, window: Period) -> _Seen:
    """Give the value of a window, or the mean of several where the agreement says so."""
    own = _seen(now, name, window)
    if measure.averaged is None or own.step.value is None:
        return own
    earlier = islice(_seen_before(now, name, measure, window), measure.averaged.periods - 1)
    return _mean(now, name, [own, *(each for each in earlier if each)], pooled=measure.averaged.pooled)


def _enough(now: Now, name: str, measure: Measure, window: Period, own: _Seen) -> _Seen:
    """Give what takes the place of a value with too little evidence, where something does."""
    sample, value = measure.sample, own.step.value
    if sample is None or value is None or own.count is None or own.count >= sample.minimum:
        return own
    known, rows = [own], own.count
    if sample.otherwise is Few.POOLED:
        for each in _seen_before(now, name, measure, window):
            if each is not None and each.count is not None:
                known.append(each)
                rows += each.count
            if rows >= sample.minimum:
                return _mean(now, name, known, pooled=True)
    elif sample.otherwise is not Few.NOT_JUDGED:
        return own
    before = " with all periods before" if sample.otherwise is Few.POOLED else ""
    words = f"{name}: {rows} of the {sample.minimum} rows it needs{before}; {{0}} is not judged"
    return _Seen(now.step(words, own.step, value=None, at=sample.at), rows)


def _mean(now: Now, name: str, known: list[_Seen], *, pooled: bool) -> _Seen:
    if len(known) == 1:
        return known[0]
    words, steps = " and ".join(f"{{{place}}}" for place in range(len(known))), [each.step for each in known]
    unit = known[0].step.value.unit if known[0].step.value else ""
    counts = [each.count for each in known if each.count is not None]
    rows = sum(counts, Fraction(0)) if len(counts) == len(known) else None
    if not pooled:
        mean = sum((each.number for each in known), Fraction(0)) / len(known)
        return _Seen(now.step(f"{name}: the mean of {words}", *steps, value=Value(mean, unit)), rows)
    if not rows:
        return _Seen(now.step(f"{name}: the rows behind {words} are not known", *steps, value=None), rows)
    mean = sum((each.number * (each.count or 0) for each in known), Fraction(0)) / rows
    return _Seen(now.step(f"{name}: all rows of {words}", *steps, value=Value(mean, unit)), rows)


def rounded_step(now: Now, step: Step, rounding: Rounding | None) -> Step:
    """Give a level or value rounded as a measure is, as a step of its own; the same step where nothing changes."""
    if rounding is None or step.value is None:
        return step
    number = round_measure(step.value.number, step.value.unit, rounding)
    if number == step.value.number:
        return step
    says = f"{{0}} rounded {rounding.mode} to {rounding.digits} digits"
    return now.step(says, step, value=Value(number, step.value.unit), at=rounding.at)
