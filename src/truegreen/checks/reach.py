"""What a clause reaches: the ids that it names, wherever they stand in it, and the levels at which it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from truegreen.model.agreement import Agreement, Measure, Unit
from truegreen.primitives.curve import Deadband, Level, PerPoint, Point
from truegreen.primitives.expression import Expression
from truegreen.primitives.gate import EVERY, Condition, Gate
from truegreen.primitives.operand import ByName, Written
from truegreen.units.quantity import SECONDS, Quantity
from truegreen.units.span import Span

# What a field of a clause names, by the field's name; a test holds it against what the fields say of themselves.
REFERS: Final = {
    "measure": "measure", "only_if": "measure", "measures": "number", "reports": "number",
    "by": "figure", "choice": "figure", "index": "figure", "figure": "figure", "chained": "figure",
    "revisions": "figure", "rate": "figure",
    "credit": "clause", "covers": "clause", "adds": "clause", "lines": "clause",
    "charges": "charge", "charge": "charge",
}  # fmt: skip


def parts(noun: object) -> Iterator[object]:
    """Give everything that a clause holds, and what that holds, outermost first."""
    yield noun
    if is_dataclass(noun) and not isinstance(noun, Quantity | Span | Expression):
        for name in _names(noun):
            yield from parts(getattr(noun, name))
    elif isinstance(noun, tuple):
        for each in noun:
            yield from parts(each)
    elif isinstance(noun, Mapping):
        for each in noun.values():
            yield from parts(each)


def words_in(says: object) -> set[str]:
    """Give every word in a clause that may be an id: text, and the names that operands ask for."""
    found = list(parts(says))
    in_formulas = {name for each in found if isinstance(each, Expression) for name in each.names}
    return in_formulas | {each for each in found if type(each) is str and each}


class Reference(NamedTuple):
    """A name in a clause and what it must be the name of: a measure, number, figure, clause or charge."""

    kind: str
    name: str


def references(says: object) -> Iterator[Reference]:
    """Give every name that a clause uses for something else in the agreement."""
    for noun in parts(says):
        if isinstance(noun, Written):
            yield from _named("number", noun.name)
        elif isinstance(noun, Condition):
            yield from _named("number", noun.of)
        elif isinstance(noun, Gate):
            yield from _named("measure", noun.of)
        elif isinstance(noun, Expression):
            yield from _named("amount", noun.names)
        elif is_dataclass(noun):
            for field in _names(noun):
                if field in REFERS:
                    yield from _named(REFERS[field], getattr(noun, field))


def _named(kind: str, held: object) -> Iterator[Reference]:
    names = held if isinstance(held, tuple) else (held,)
    yield from (Reference(kind, each) for each in names if type(each) is str and each and each != EVERY)


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
    elif isinstance(says, tuple):
        for each in says:
            yield from written_levels(each, agreement, measure)
    elif is_dataclass(says) and not isinstance(says, PerPoint | Written | Span):
        inner = [getattr(says, name) for name in _names(says)]
        beside = next((each for each in inner if isinstance(each, str) and each in agreement.measures), measure)
        for each in inner:
            yield from written_levels(each, agreement, beside)


def _names(noun: object) -> tuple[str, ...]:
    cls: Any = type(noun)
    return _fields(cls)


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls) if each.name != "at")
