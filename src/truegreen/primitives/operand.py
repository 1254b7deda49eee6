"""An operand: a number as the text writes it, or how it follows from what is given each period.

It may be given by name, chosen by a word, read off steps or a curve, or be several numbers multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Annotated, Final, TypeAlias

from truegreen.model.step import Step, plain
from truegreen.primitives.curve import on_lines, on_steps
from truegreen.primitives.measure import last_judgement
from truegreen.primitives.now import Now
from truegreen.primitives.seen import seen, word_of
from truegreen.units.quantity import SECONDS, Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, is_currency

NAME: Final = r"[A-Za-z][A-Za-z0-9_-]{0,79}"


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its unit, or the name of a figure or measure.

    >>> Written.parse("2.5 %").quantity, Written.parse("benchmark").name
    (Quantity(number=Decimal('2.5'), unit='%'), 'benchmark')
    """

    quantity: Quantity | None = None
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Written:
        """Read it.

        Raises:
            ValueError: it is neither.
        """
        return cls(name=text) if re.fullmatch(NAME, text) else cls(Quantity.parse(text))

    def __str__(self) -> str:
        """Write it as it was written."""
        return self.name or str(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What holds from a level on, up to the next one; levels have no gaps."""

    above: Annotated[Operand | None, "Holds above this; the level itself is still the one before"] = None
    from_: Annotated[Operand | None, "Holds from this on, the level itself included"] = None
    gives: Annotated[Operand, "What it gives"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a curve drawn in straight lines."""

    at_level: Annotated[Operand, "Level"]
    gives: Annotated[Operand, "What it gives there"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """A number that depends on a word or on another number: chosen by the word, or read off steps or a curve."""

    by: Annotated[str, "Figure that gives the word; or figure or measure that gives the other number"]
    each: Annotated[Mapping[str, Written], "The number for each word"] = field(default_factory=dict)
    steps: Annotated[tuple[Level, ...], "Or else: what holds from each level on, and zero before the first"] = ()
    points: Annotated[tuple[Point, ...], "Or else: points of a curve, joined by lines and level beyond its ends"] = ()
    at: Span = NOWHERE


Operand: TypeAlias = Written | ByName | tuple[Written | ByName, ...]


@lru_cache(maxsize=4096)
def value_of(quantity: Quantity, unit: str = "") -> Value:
    """Give a written quantity as a value; a bare number is in the unit asked for, time in seconds or that unit."""
    number = Fraction(quantity.number)
    if quantity.unit == "%":
        return Value(number / 100, "share")
    if quantity.unit in SECONDS:
        seconds = number * SECONDS[quantity.unit]
        return Value(seconds / SECONDS["d"], "days") if unit == "days" else Value(seconds, "seconds")
    if is_currency(quantity.unit):
        return Value(number, quantity.unit)
    return Value(number, unit or quantity.unit)


def step_of(now: Now, operand: Operand, unit: str = "") -> Step:
    """Give a written number, what is given for its name in this period, or several multiplied.

    Args:
        now: the clause being settled.
        operand: the number, the name, or several of them.
        unit: the unit of a bare number; ``money`` for the agreement's currency.

    Raises:
        KeyError: the agreement has no figure and no measure of that name.
    """
    unit = now.agreement.currency if unit == "money" else unit
    if isinstance(operand, tuple):
        return _product(now, operand, unit)
    if isinstance(operand, ByName):
        return _chosen(now, operand, unit)
    if operand.quantity is not None:
        return now.step("as agreed", value=value_of(operand.quantity, unit), at=operand.quantity.at)
    if operand.name in now.agreement.figures:
        return seen(now, operand.name, now.period).step
    return last_judgement(now, operand.name).step


def in_money(now: Now, operand: Operand) -> Step:
    """Give an operand as an amount, a bare number in the agreement's currency; what is no money is nothing."""
    found = step_of(now, operand, "money")
    if found.value is None or found.value.is_money:
        return found
    return now.step("{0} is no amount of money", found, value=None)


def _chosen(now: Now, operand: ByName, unit: str) -> Step:
    if operand.steps:
        return step_at(now, step_of(now, Written(name=operand.by)), operand.steps, unit)
    if operand.points:
        return read_off(now, step_of(now, Written(name=operand.by)), operand.points, unit)
    word = word_of(now, operand.by)
    chosen, called = operand.each.get(word), f"{operand.by} “{plain(word)}”"
    if chosen is None:
        return now.step(f"nothing is agreed for {called}", value=None, at=operand.at)
    step = step_of(now, chosen, unit)
    return now.step(f"for {called}: {{0}}", step, value=step.value, at=operand.at)


def _product(now: Now, factors: Sequence[Operand], unit: str) -> Step:
    """Multiply; nothing given for one of the numbers is nothing for all; money is the unit, or what is no share."""
    steps = [step_of(now, each) for each in factors]
    known = [each.value for each in steps if each.value is not None]
    words = " × ".join(f"{{{place}}}" for place in range(len(steps)))
    if len(known) < len(steps):
        return now.step(words, *steps, value=None)
    units = sorted({each.unit for each in known}, key=lambda each: (is_currency(each), each not in ("", "share")))
    number = prod((each.number for each in known), start=Fraction(1))
    return now.step(words, *steps, value=Value(number, unit or (units[-1] if units else "")), op="product")


def read_off(now: Now, level: Step, points: Sequence[Point], unit: str = "") -> Step:
    """Give what a curve of straight lines gives at a level; see ``curve.on_lines``."""
    own = level.value.unit if level.value else ""
    return on_lines(now, level, [(step_of(now, p.at_level, own), step_of(now, p.gives, unit)) for p in points], unit)


def step_at(now: Now, level: Step, levels: Sequence[Level], unit: str = "") -> Step:
    """Give what the last step that a level reaches gives; see ``curve.on_steps``."""
    own, steps = level.value.unit if level.value else "", []
    for each in levels:
        edge = each.from_ if each.above is None else each.above
        start = None if edge is None else step_of(now, edge, own)
        steps.append((start, each.above is None, step_of(now, each.gives, unit)))
    return on_steps(now, level, steps, unit)
