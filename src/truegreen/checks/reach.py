"""What a clause reaches: the ids that it names, wherever they stand in it, and the levels at which it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from truegreen.model.agreement import Agreement, Measure, Unit
from truegreen.primitives.deadband import Deadband
from truegreen.primitives.expression import Expression
from truegreen.primitives.gate import EVERY, Condition
from truegreen.primitives.operand import ByName, Level, Point, Written
from truegreen.primitives.per_point import PerPoint
from truegreen.units.quantity import SECONDS, Quantity
from truegreen.units.span import Span


def parts(noun: object) -> Iterator[object]:
    """Give everything that a clause holds, and what that holds, outermost first."""
    todo = [noun]
    while todo:
        each = todo.pop()
        yield each
        cls: Any = type(each)
        held = _held_by(cls)
        if held is not None:
            todo.extend(reversed([*held(each)]))


def words_in(says: object) -> set[str]:
    """Give every word in a clause that may be an id: text, and the names that operands ask for."""
    found = list(parts(says))
    in_formulas = {name for each in found if isinstance(each, Expression) for name in each.names}
    return in_formulas | {each for each in found if type(each) is str and each}


def operands_in(says: object) -> set[str]:
    """Give the figures and measures that a clause's operands ask for."""
    asked = {each.name for each in parts(says) if isinstance(each, Written) and each.name}
    return asked | {each.by for each in parts(says) if isinstance(each, ByName)}


def measures_in(says: object, agreement: Agreement) -> list[str]:
    """Give the measures that a clause names, in the order of the agreement."""
    words = words_in(says)
    named = [name for name, each in agreement.measures.items() if EVERY in words and (each.target or each.minimum)]
    return [each for each in agreement.measures if each in words or each in named]


def paying(agreement: Agreement) -> dict[str, list[str]]:
    """Give the measures that clauses name, each with the ids of these clauses."""
    found: dict[str, list[str]] = {}
    for name, term in agreement.terms.items():
        for measure in measures_in(term.says, agreement):
            found.setdefault(measure, []).append(name)
    return found


def word_of(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a text has one of some English words in it, alone or with an s."""
    return any(each in words or each.removesuffix("s") in words for each in text.lower().split())


def unit_of(measure: Measure) -> Unit | None:
    """Give a measure's unit, or the one that its levels are written in; None if nothing says it."""
    level = measure.target or measure.minimum
    if measure.unit is not None or level is None:
        return measure.unit
    if level.unit == "%":
        return Unit.SHARE
    if level.unit in SECONDS:
        return Unit.SECONDS
    return Unit.MONEY if level.unit else Unit.SCORE


def fits(quantity: Quantity, unit: Unit) -> bool:
    """Say whether a written level can be one of a measure in a unit."""
    try:
        quantity.in_unit(unit)
    except ValueError:
        return False
    return True


def written_levels(says: object, agreement: Agreement, measure: str = "") -> Iterator[tuple[str, Quantity | Deadband]]:
    """Give the levels and deadbands in a clause, each with the measure that stands beside it or above it.

    Amounts are operands and rates stand apart, so a quantity that is left is a level; a curve says its levels itself.
    """
    if isinstance(says, Quantity | Deadband):
        yield measure, says
    elif isinstance(says, Level | Point):
        starts = (says.above, says.from_) if isinstance(says, Level) else (says.at_level,)
        yield from ((measure, each.quantity) for each in starts if isinstance(each, Written) and each.quantity)
    elif isinstance(says, Condition):
        held = (says.at_least, says.at_most, says.above, says.below)
        yield from ((says.of, each.quantity) for each in held if isinstance(each, Written) and each.quantity)
    elif isinstance(says, ByName):
        yield from written_levels((*says.steps, *says.points), agreement, says.by)
    elif isinstance(says, tuple):
        for each in says:
            yield from written_levels(each, agreement, measure)
    elif not isinstance(says, PerPoint | Written):
        inner = [getattr(says, name) for name in names_of(says)]
        beside = next((each for each in inner if isinstance(each, str) and each in agreement.measures), measure)
        for each in inner:
            yield from written_levels(each, agreement, beside)


def names_of(noun: object) -> tuple[str, ...]:
    """Give the names of a noun's fields, but for its place; none for what is no noun, or has no parts of its own."""
    cls: Any = type(noun)
    return _fields(cls)


@cache
def _held_by(cls: Any) -> Callable[[Any], Iterable[object]] | None:
    """Give what gives the parts of what is of a class; None if it has none."""
    if issubclass(cls, tuple):
        return iter
    if issubclass(cls, Mapping):
        return lambda held: held.values()
    names = _fields(cls)
    return (lambda noun: [getattr(noun, name) for name in names]) if names else None


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    if cls in (Quantity, Span, Expression) or not is_dataclass(cls):
        return ()
    return tuple(each.name for each in fields(cls) if each.name != "at")
