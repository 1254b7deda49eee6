"""The names in a clause that stand for something else in the agreement, and what each must be the name of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from truegreen.checks.reach import names_of, parts
from truegreen.primitives.expression import Expression
from truegreen.primitives.gate import EVERY, Condition, Gate
from truegreen.primitives.operand import Written

# What a field of a clause names, by the field's name; a test holds it against what the fields say of themselves.
REFERS: Final = {
    "measure": "measure", "only_if": "measure", "while_": "measure", "returnable_if": "measure",
    "never_for": "measure", "measures": "number", "reports": "number", "of": "number",
    "by": "figure", "choice": "figure", "index": "figure", "figure": "figure", "chained": "figure",
    "revisions": "figure", "rate": "figure",
    "credit": "clause", "covers": "clause", "adds": "clause", "lines": "clause", "but": "clause",
    "charges": "charge", "charge": "charge", "calendar": "calendar",
}  # fmt: skip


class Reference(NamedTuple):
    """A name in a clause and what it must be the name of: a measure, number, figure, clause or charge."""

    kind: str
    name: str


def references(says: object) -> Iterator[Reference]:
    """Give every name that a clause uses for something else in the agreement."""
    for noun in parts(says):
        if isinstance(noun, str):
            continue  # What it names is said by the field that it stands in.
        if isinstance(noun, Written):
            yield from _named("number", noun.name)
        elif isinstance(noun, Condition):
            yield from _named("number", noun.of)
        elif isinstance(noun, Gate):
            yield from _named("measure", noun.of)
        elif isinstance(noun, Expression):
            yield from _named("amount", noun.names)
        else:
            for field in (each for each in names_of(noun) if each in REFERS):
                yield from _named(REFERS[field], getattr(noun, field))


def _named(kind: str, held: object) -> Iterator[Reference]:
    names = held if isinstance(held, tuple) else (held,)
    yield from (Reference(kind, each) for each in names if type(each) is str and each and each != EVERY)
