"""Service credit: what the provider gives back for a missed measure.

Forms found in public contracts: a share for each point of shortfall (Crown Commercial Service call-off), steps by
level (cloud agreements, health-plan guarantees), steps that double when the miss is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.reading import Contract
from truegreen.model.statement import Category, Step
from truegreen.primitives.base import Base
from truegreen.primitives.curve import Deadband, PerPoint, in_points, past_deadband, whole_units
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.measure import Judged, reaches
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, value_of
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.sample_rule import Unmeasured
from truegreen.primitives.state import MISSED, Repeat, remember, remembered, repeated, state_of
from truegreen.primitives.timing import Paid, when_measured
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Level(StrEnum):
    """Which level of the measure must be missed."""

    TARGET = "target"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStep:
    """A credit from one level of service on; steps have no gaps, since each holds until the next."""

    worse_than: Annotated[Quantity | None, "Level that must be missed; reaching it exactly is no miss"] = None
    at_or_worse_than: Annotated[Quantity | None, "Or else: level that, when reached exactly, has the credit too"] = None
    share: Annotated[Operand, "Share of the base that is credited, like 5 %"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCredit:
    """What the provider gives back for a missed measure."""

    measure: Annotated[str, "Measure that must be missed"]
    level: Annotated[Level, "Level that must be missed: target or minimum"]
    base: Annotated[Base, "Money that the share is taken of"]
    deadband: Annotated[Deadband, "Shortfall without a credit"]
    unmeasured: Annotated[Unmeasured, "What a period without enough evidence counts as"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    per_point: Annotated[PerPoint | None, "Credit for each point of shortfall; or else steps"] = None
    steps: Annotated[tuple[CreditStep, ...], "Credits by level; or else per_point"] = ()
    repeat: Annotated[Repeat | None, "What a repeated miss costs"] = None
    cap: Annotated[Cap | None, "The most it may come to"] = None
    at: Span = NOWHERE


def settle(says: ServiceCredit, now: Now) -> Iterator[Entry]:
    """Credit the share of the base that the shortfall gives, within the cap."""
    then, paid = when_measured(now, says.base, says.paid)
    history = remembered(now, "miss")
    base = now.charges(says.base)
    parts = []
    for judged in then.judged(says.measure):
        state = state_of(judged, says.unmeasured)
        history.append(state)
        yield remember(now, "miss", state, judged)
        if state == MISSED and base is not None and (share := _share(says, then, judged)) is not None:
            factor = repeated(now, history, says.repeat)
            parts.append(share if factor is None else now.times(factor, share, "{0} × {1}"))
    if base is None:
        return
    unit = base.value.unit if base.value else ""
    none = now.step(f"{says.measure} not missed: no credit", value=Value(Fraction(0), unit))
    wanted = now.plus([now.times(share, base) for share in parts]) if parts else none
    credit, keeps = limited(now, says.cap, wanted, base)
    yield from keeps
    if credit.value is not None and credit.value.number:
        yield Post(now.minus(credit), Category.CREDIT, paid, says.rounding)


def _share(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the share of the base for a miss; None if the level that counts was reached."""
    if judged.step.value is None:
        return _worst(says, then, judged)
    if says.level is Level.MINIMUM and judged.status is not Contract.BELOW_MINIMUM:
        return None
    return _by_points(says, then, judged) if says.per_point else _by_steps(says, then, judged)


def _by_points(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    level = judged.target if says.level is Level.TARGET else judged.minimum
    if level is None or level.value is None or says.per_point is None or judged.step.value is None:
        return None
    unit = judged.step.value.unit
    short = then.step("{0} misses {1}", judged.step, level,
                      value=Value(in_points(judged.shortfall(level.value), unit), "points"))  # fmt: skip
    width = then.value(says.deadband.width, unit)
    allowed = in_points(width.value.number, unit) if width.value else Fraction(0)
    number = short.value.number if short.value else Fraction(0)
    counted = whole_units(past_deadband(number, allowed, says.deadband.beyond, says.deadband.edge),
                          says.per_point.fractions)  # fmt: skip
    if not counted:
        return None
    points = then.step(
        f"{{0}}; beyond {width.value} {says.deadband.beyond}, {says.per_point.fractions}",
        short, value=Value(counted, "points"), at=says.deadband.at,
    ) if counted != number else short  # fmt: skip
    rate = value_of(says.per_point.share)
    return then.step(f"{{0}} × {rate} a point", points, value=Value(counted * rate.number, "share"),
                     at=says.per_point.at)  # fmt: skip


def _by_steps(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    found = None
    for each in says.steps:
        if judged.step.value is None:
            break
        level = _level(each, then, judged)
        is_inside = each.at_or_worse_than is not None
        better = reaches(judged.step.value.number, level.number, higher=judged.higher_is_better)
        if not better or (is_inside and judged.step.value.number == level.number):
            share = then.value(each.share)
            words = "or worse than" if is_inside else "is worse than"
            found = then.step(f"{{0}} {words} {level}: {{1}}", judged.step, share, value=share.value, at=each.at)
    return found


def _level(each: CreditStep, then: Now, judged: Judged) -> Value:
    quantity = each.worse_than or each.at_or_worse_than or Quantity.parse("0")
    return value_of(quantity, judged.step.value.unit if judged.step.value else "")


def _worst(says: ServiceCredit, then: Now, judged: Judged) -> Step | None:
    """Give the share for a period that counts as missed because nothing was measured: the worst there is."""
    operand = says.steps[-1].share if says.steps else says.cap.share if says.cap else None
    if operand is None:
        return None
    share = then.value(operand)
    return then.step(f"{judged.measure}: nothing measured counts as missed, at worst {{0}}", share, value=share.value)
