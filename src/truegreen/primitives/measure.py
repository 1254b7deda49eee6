"""P2, measure: the value that is held against a level: averaged, with enough evidence, rounded, and judged.

The order is fixed by what the parts mean: excused performance is gone before anything is counted (``exclusion``), the
periods are averaged, too little evidence is said, the one named rounding is done, and only then is anything compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from truegreen.model.agreement import Few, Measure, Rounding
from truegreen.model.given import Given
from truegreen.model.reading import Contract
from truegreen.model.statement import Step
from truegreen.primitives.sample_rule import chance_of_so_few
from truegreen.units.period import Period
from truegreen.units.value import Value, rounded

if TYPE_CHECKING:
    from truegreen.primitives.now import Now

_UNTIL: Final = 120  # Periods looked back for enough evidence: ten years of months.


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
    scale = now.scale(name)
    higher = scale.better == "higher"
    found = now.given_of(name, period)
    step = _averaged(now, name, measure, period, found)
    few = _is_too_few(now, name, measure, period, step, found)
    step = few or step
    step = _round(now, step, measure.rounding)
    target, minimum = now.level(name, "target"), now.level(name, "minimum")
    is_excused = now.has_set(f"excused {name}", period) is not None
    incident = found.incident if found else ""
    status = Contract.NOT_JUDGED
    if not is_excused and step.value is not None:
        status = _status(now, measure, step, target, minimum, higher=higher, found=found)
    return Judged(name, period, step, status, higher, is_excused, target, minimum, incident)


def _status(
    now: Now,
    measure: Measure,
    step: Step,
    target: Step | None,
    minimum: Step | None,
    *,
    higher: bool,
    found: Given | None,
) -> Contract:
    """Hold a value against the levels; a minimum alone is the level."""
    level = target or minimum
    if level is None or step.value is None or level.value is None:
        return Contract.NOT_JUDGED
    if reaches(step.value.number, level.value.number, higher=higher):
        return Contract.MET
    if measure.sample and found and found.count is not None and found.count < measure.sample.minimum:
        if measure.sample.otherwise is Few.NOT_JUDGED:
            return Contract.NOT_JUDGED
        if _is_by_chance(measure, level.value.number, found, higher=higher):
            return Contract.MET
    least = minimum.value if minimum is not None else None
    if least is not None and not reaches(step.value.number, least.number, higher=higher):
        return Contract.BELOW_MINIMUM
    return Contract.MISSED


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


def _averaged(now: Now, name: str, measure: Measure, period: Period, found: Given | None) -> Step:
    """Give the value of a period, or the mean of several where the agreement says so."""
    own = now.given_step(name, found)
    if measure.averaged is None or found is None or found.value is None:
        return own
    known = [found]
    for _ in range(measure.averaged.periods - 1):
        period = now.window_before(measure, period)
        earlier = now.given_of(name, period)
        if earlier is not None and earlier.value is not None:
            known.append(earlier)
    return own if len(known) == 1 else _mean(now, name, known, pooled=measure.averaged.pooled)


def _mean(now: Now, name: str, known: list[Given], *, pooled: bool) -> Step:
    weights = [each.count if pooled and each.count is not None else Fraction(1) for each in known]
    total = sum((each.value * weight for each, weight in zip(known, weights, strict=True) if each.value is not None),
                Fraction(0))  # fmt: skip
    steps = [now.given_step(name, each) for each in known]
    words = " and ".join(f"{{{place}}}" for place in range(len(steps)))
    all_rows = sum(weights, Fraction(0))
    mean = total / all_rows if all_rows else None
    unit = next((each.value.unit for each in steps if each.value), "")
    how = "all rows of" if pooled else "the mean of"
    return now.step(f"{name}: {how} {words}", *steps, value=None if mean is None else Value(mean, unit))


def _is_too_few(now: Now, name: str, measure: Measure, period: Period, step: Step, found: Given | None) -> Step | None:
    """Give what takes the place of a value with too little evidence, where something does."""
    sample = measure.sample
    if sample is None or found is None or found.count is None or found.count >= sample.minimum:
        return None
    if sample.otherwise is Few.NOT_JUDGED:
        return now.step(f"{name}: {found.count} of the {sample.minimum} rows it needs; {{0}} is not judged", step,
                        value=None, at=sample.at)  # fmt: skip
    if sample.otherwise is not Few.POOLED:
        return None
    known, rows = [found], found.count
    for _ in range(_UNTIL):
        if rows >= sample.minimum:
            return _mean(now, name, known, pooled=True)
        period = now.window_before(measure, period)
        earlier = now.given_of(name, period)
        if earlier is None:
            break
        if earlier.value is not None and earlier.count is not None:
            known.append(earlier)
            rows += earlier.count
    return now.step(f"{name}: {rows} of the {sample.minimum} rows it needs, with all periods before", step, value=None)


def _is_by_chance(measure: Measure, level: Fraction, found: Given, *, higher: bool) -> bool:
    """Say whether a miss on little evidence is let pass: few enough misses, or no more than chance makes."""
    sample = measure.sample
    if sample is None or found.count is None or found.value is None:
        return False
    good = found.value if higher else 1 - found.value
    wanted = level if higher else 1 - level
    misses = found.count * (1 - good)
    if sample.otherwise is Few.ALLOWED:
        return misses <= (sample.misses or 0)
    if sample.otherwise is Few.SIGNIFICANT and sample.doubt is not None:
        successes = int(found.count - misses)
        return chance_of_so_few(successes, int(found.count), wanted) > sample.doubt.in_unit("share")
    return False


def _round(now: Now, step: Step, rounding: Rounding | None) -> Step:
    if rounding is None or step.value is None:
        return step
    number = round_measure(step.value.number, step.value.unit, rounding)
    if number == step.value.number:
        return step
    says = f"{{0}} rounded {rounding.mode} to {rounding.digits} digits"
    return now.step(says, step, value=Value(number, step.value.unit), at=rounding.at)
