"""Arithmetic: numbers put together, each result a step that says how and from what."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


def times(now: Now, share: Step, money: Step, says: str = "{0} of {1}", at: Span = NOWHERE) -> Step:
    """Multiply; the unit is the second's. Nothing times anything is nothing."""
    value = None
    if share.value is not None and money.value is not None:
        value = Value(share.value.number * money.value.number, money.value.unit)
    return now.step(says, share, money, value=value, at=at, op="product")


def plus(now: Now, steps: Sequence[Step], says: str = "", at: Span = NOWHERE) -> Step:
    """Add up; what is nothing adds nothing, and all nothing is nothing."""
    if len(steps) == 1 and not says:
        return steps[0]
    known = [each.value for each in steps if each.value is not None]
    value = Value(sum((each.number for each in known[1:]), known[0].number), known[0].unit) if known else None
    words = says or " + ".join(f"{{{place}}}" for place in range(len(steps)))
    return now.step(words, *steps, value=value, at=at, op="sum")


def less(now: Now, first: Step, second: Step, says: str = "{0} less {1}", at: Span = NOWHERE) -> Step:
    """Take one number from another; nothing where one of the two is not known."""
    value = None
    if first.value is not None and second.value is not None:
        value = Value(first.value.number - second.value.number, first.value.unit)
    return now.step(says, first, second, value=value, at=at, op="difference")


def over(now: Now, first: Step, second: Step, says: str = "{0} / {1}", at: Span = NOWHERE) -> Step:
    """Divide; the unit is the first's. Nothing where one is not known, or the second is zero."""
    value = None
    if first.value is not None and second.number:
        value = Value(first.value.number / second.number, first.value.unit)
    return now.step(says, first, second, value=value, at=at, op="quotient")


def left(now: Now, most: Step, used: Step, says: str, at: Span = NOWHERE) -> Step:
    """Give what is left of one number by another, never less than none; what is not known uses nothing up."""
    value = most.value
    if value is not None:
        value = Value(max(Fraction(0), value.number - used.number), value.unit)
    return now.step(says, most, used, value=value, at=at, op="left")


def rest_of(now: Now, share: Step) -> Step:
    """Give what a share leaves of the whole."""
    return less(now, now.step("the whole", value=Value(Fraction(1), "share")), share)


def change(now: Now, old: Step, new: Step, at: Span = NOWHERE) -> Step:
    """Give how much a number has changed to another, as a share; nothing where one is not known, or the old is zero."""
    value = None
    if new.value is not None and old.number:
        value = Value(new.value.number / old.number - 1, "share")
    return now.step("from {0} to {1}", old, new, value=value, at=at, op="change")


def minus(now: Now, step: Step, says: str = "credited: {0}") -> Step:
    """Turn a charge into a credit, or a credit into a charge."""
    value = None if step.value is None else Value(-step.value.number, step.value.unit)
    return now.step(says, step, value=value, op="negated")


def clamped(now: Now, step: Step, least: Step | None, *most: Step | None) -> Step:
    """Give a number brought between a least and the lowest of several mosts; nothing where one of them is not known."""
    for bound, is_most in ((least, False), *((each, True) for each in most)):
        if bound is None or step.value is None:
            continue
        if bound.value is None:
            return now.step("{0}, but within {1}", step, bound, value=None)
        if (step.value.number > bound.value.number) if is_most else (step.value.number < bound.value.number):
            words = "{0}, but at most {1}" if is_most else "{0}, but at least {1}"
            value = Value(bound.value.number, step.value.unit)
            step = now.step(words, step, bound, value=value, op="least" if is_most else "greatest")
    return step


def no_money(now: Now, says: str, *given: Step) -> Step:
    """Say that there is no money: zero, in the agreement's currency."""
    return now.step(says, *given, value=Value(Fraction(0), now.agreement.currency))
