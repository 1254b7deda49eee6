"""Service credit: what the provider gives back for a missed measure.

Forms found in public contracts: a share for each point of shortfall (Crown Commercial Service call-off), steps by
level (cloud agreements, health-plan guarantees), steps that double when the miss is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import no_money, plus, times
from truegreen.primitives.base import Base, money_of, part_of, when_measured
from truegreen.primitives.claim import ClaimBy, not_claimed
from truegreen.primitives.deadband import Deadband
from truegreen.primitives.entry import Entry
from truegreen.primitives.level import level_of, no_level
from truegreen.primitives.limit import Cap
from truegreen.primitives.measure import Judged, judgements
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.per_point import PerPoint, for_points, points_apart
from truegreen.primitives.posting import credited
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.sample_rule import Unmeasured
from truegreen.primitives.seen import scale_of
from truegreen.primitives.severity import Threshold, worst_passed
from truegreen.primitives.state import MISSED, Repeat, remember, remembered, repeated, state_of
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStep:
    """A credit from one level of service on; steps have no gaps, since each holds until the next."""

    worse_than: Annotated[Quantity | None, "Level that must be missed; reaching it exactly is no miss"] = None
    at_or_worse_than: Annotated[
        Quantity | None, "Or else: level that, when reached exactly, has the credit too; with neither, any miss"
    ] = None
    share: Annotated[Operand, "Share of the base that is credited, like 5 %, or an amount"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCredit:
    """What the provider gives back for a missed measure."""

    measure: Annotated[str, "Measure that must be missed"]
    level: Annotated[Threshold, "Level that must be missed: target or minimum"]
    base: Annotated[Base | None, "Money that the share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that the share is taken of, like a fixed amount at risk"] = None
    deadband: Annotated[Deadband, "Shortfall without a credit"]
    unmeasured: Annotated[Unmeasured, "What a period without enough evidence counts as"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    per_point: Annotated[PerPoint | None, "Credit for each point of shortfall; or else steps"] = None
    steps: Annotated[tuple[CreditStep, ...], "Credits by level; or else per_point"] = ()
    repeat: Annotated[Repeat | None, "What a repeated miss costs"] = None
    cap: Annotated[Cap | None, "The most it may come to"] = None
    claim: Annotated[ClaimBy | None, "The claim without which it lapses; it needs none if left out"] = None
    at: Span = NOWHERE


def settle(says: ServiceCredit, now: Now) -> Iterator[Entry]:
    """Credit the share of the base that the shortfall gives, within the cap."""
    if level_of(now, says.measure, says.level) is None:
        yield no_level(now, says.measure, says.level)
        return
    judged = judgements(now, says.measure)
    for each in judged:
        yield from remember(now, "miss", state_of(each, says.unmeasured, says.level), each)
    then, paid = when_measured(now, says.base, says.paid)
    base, text = money_of(now, says.base, says.of), then.worded(says)
    if text is None or (base is None and says.base is not None):
        return
    shares = list(_shares(text, then, judged if then is now else judgements(then, text.measure)))
    if shares and (lapsed := not_claimed(now, says.claim, then.period)):
        yield from lapsed
        shares = []
    none = no_money(now, f"no credit for {says.measure}")
    wanted = plus(now, [part_of(now, each, base) for each in shares]) if shares else none
    yield from credited(now, wanted, says.cap, base, says.rounding, paid)


def _shares(says: ServiceCredit, then: Now, judged: Sequence[Judged]) -> Iterator[Step]:
    """Give the share of the base for each miss, multiplied where it is repeated."""
    history = remembered(then, "miss")
    for each in judged:
        history.append(state_of(each, says.unmeasured, says.level))
        share = _share(says, then, each) if history[-1] == MISSED else None
        if share is not None:
            factor = repeated(then, history, says.repeat)
            yield share if factor is None else times(then, factor, share, "{0} × {1}")


def _share(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the share of the base for a miss; None if it lies within the deadband, or before the first step."""
    if says.steps:
        is_within = judged.step.value is not None and _points(says, then, judged) is None
        return None if is_within else _of_steps(says, then, judged)
    points = _points(says, then, _at_worst(then, judged))
    if points is not None and says.per_point is not None:
        return for_points(then, points, says.per_point)
    return _at_most(says, then, judged) if judged.step.value is None else None


def _points(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the points of shortfall that count; None where they lie within the deadband, or nothing was measured."""
    level = judged.target if says.level is Threshold.TARGET else judged.minimum
    return None if level is None else points_apart(then, judged, level, says.deadband)


def _of_steps(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the share of the worst step that a miss passes; None if it passes none."""
    found = worst_passed(judged, says.steps)
    if found is None:
        return None
    share = step_of(then, found[0].share, "share")
    return then.step(f"{found[1]}: {{1}}", judged.step, share, value=share.value, at=found[0].at, op="last")


def _at_most(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the most that a month may be credited, for a miss that has no worst value; None where no most is agreed."""
    if says.cap is None or says.cap.share is None:
        return None
    most = step_of(then, says.cap.share)
    words = f"{judged.measure} has no value and counts as missed, at worst {{1}}"
    return then.step(words, judged.step, most, value=most.value, at=says.cap.at, op="last")


def _at_worst(then: Now, judged: Judged) -> Judged:
    """Give a share that was not measured, and counts as missed, as the worst that a share can be."""
    if judged.step.value is not None or scale_of(then, judged.measure).unit != "share":
        return judged
    worst = Value(Fraction(0 if judged.higher_is_better else 1), "share")
    words = f"{judged.measure} has no value and counts as {worst}"
    return replace(judged, step=then.step(words, judged.step, value=worst))
