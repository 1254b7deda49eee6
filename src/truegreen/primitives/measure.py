"""P2, measure: the value that is held against a level: averaged, with enough evidence, rounded, and judged.

The order is fixed by what the parts mean: excused performance is gone before anything is counted (``exclusion``), the
periods are averaged, too little evidence is said, the one named rounding is done, and only then is anything compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from truegreen.model.agreement import Measure
from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.model.step import Step
from truegreen.primitives.calendar import window_before, windows_ending
from truegreen.primitives.evidence import evidence
from truegreen.primitives.level import level_of, reaches, rounded_step
from truegreen.primitives.now import Now
from truegreen.primitives.sample_rule import let_pass
from truegreen.primitives.seen import scale_of, seen
from truegreen.units.period import Period
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure of one period, held against its levels.

    Attributes:
        measure: its id.
        period: its own window.
        step: the value as it is compared; without a value if nothing was measured, or it counts as missed whatever was.
        seen: the value as it was measured, whatever it counts as.
        status: met, missed, below minimum or not judged.
        higher_is_better: the direction.
        is_excused: whether a relief clause took the miss away.
        target, minimum: the levels.
        incident: what caused a miss, where that is given.
    """

    measure: str
    period: Period
    step: Step
    seen: Step
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


def judgements(now: Now, name: str) -> list[Judged]:
    """Judge a measure for each of its windows that ends in this period and lies in the term, wholly or partly.

    Raises:
        KeyError: the agreement has no such measure.
    """
    first, last = now.versions.each[0][1].starts, now.agreement.ends or date.max
    windows = windows_ending(now.agreement, now.agreement.measures[name], now.period)
    return [judge(now, name, each) for each in windows if each.start <= last and first < each.end]


def last_judgement(now: Now, name: str) -> Judged:
    """Judge a measure for its last window that ends in this period, or else for the last one before it.

    Raises:
        KeyError: the agreement has no such measure.
    """
    measure = now.agreement.measures[name]
    windows = windows_ending(now.agreement, measure, now.period)
    return judge(now, name, windows[-1] if windows else window_before(now.agreement, measure, now.period))


def judge(now: Now, name: str, period: Period) -> Judged:
    """Judge a measure for one of its windows.

    Raises:
        KeyError: the agreement has no such measure.
    """
    measure, own = now.agreement.measures[name], seen(now, name, period)
    held_by = evidence(now, name, measure, own, period)
    value = rounded_step(now, held_by.step, measure.rounding)
    judged = Judged(
        measure=name,
        period=period,
        step=value,
        seen=value,
        status=Contract.NOT_JUDGED,
        higher_is_better=scale_of(now, name).better == "higher",
        is_excused=now.has_set(f"excused {name}", period) is not None,
        target=level_of(now, name, "target"),
        minimum=level_of(now, name, "minimum"),
        incident=own.given.incident if own.given else "",
    )
    if judged.is_excused:
        return judged
    status, step = _deemed(now, judged, *_held(now, measure, judged, held_by.count))
    return replace(judged, status=status, step=step)


def _held(now: Now, measure: Measure, judged: Judged, count: Fraction | None) -> tuple[Contract, Step]:
    """Hold a value against the levels; a minimum alone is the level."""
    level, step, higher = judged.target or judged.minimum, judged.step, judged.higher_is_better
    if level is None or step.value is None or level.value is None:
        return Contract.NOT_JUDGED, step
    number, wanted = step.value.number, level.value.number
    if reaches(number, wanted, higher=higher):
        return Contract.MET, step
    if measure.sample and step.value.unit == "share":
        good, least = (number, wanted) if higher else (1 - number, 1 - wanted)
        if why := let_pass(measure.sample, good, count, least):
            return Contract.MET, now.step(f"{{0}}: {why}", step, value=step.value, at=measure.sample.at)
    minimum = judged.minimum
    is_below = minimum and minimum.value and not reaches(number, minimum.value.number, higher=higher)
    return Contract.BELOW_MINIMUM if is_below else Contract.MISSED, step


def _deemed(now: Now, judged: Judged, held: Contract, step: Step) -> tuple[Contract, Step]:
    """Give what a measure counts as that a clause deems missed, whatever it was; that makes nothing better."""
    for status in (Contract.BELOW_MINIMUM, Contract.MISSED):
        if (deemed := now.has_set(f"{status} {judged.measure}", judged.period)) is not None:
            return held if held is Contract.BELOW_MINIMUM else status, deemed
    return held, step


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
