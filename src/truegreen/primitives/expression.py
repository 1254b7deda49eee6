"""The escape hatch: a small expression over figures, measures and charges, with units; pure, and never code.

``+ - * /``, ``min(a, b …)``, ``max(a, b …)`` and parentheses over numbers with their units, and names. Money and money
add up, money times money is nothing; what does not fit is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import no_money
from truegreen.primitives.base import amount_of
from truegreen.primitives.now import Now
from truegreen.primitives.operand import NAME, Written, step_of
from truegreen.units.quantity import Quantity
from truegreen.units.value import Value, is_currency

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:\s*(?:%|[A-Za-z]{1,3}\b))?)"
    rf"|(?P<name>{NAME})|(?P<sign>[-+*/(),]))"
)
_DEEPEST: Final = 50
Node: TypeAlias = "Written | Applied"


@dataclass(frozen=True, slots=True)
class Applied:
    """A sign or a function with what it is applied to."""

    sign: str
    to: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, and as understood.

    >>> Expression.parse("min(0.5 * (benchmark - cost), 100 EUR)").names
    ('benchmark', 'cost')
    """

    text: str
    root: Node

    @classmethod
    def parse(cls, text: str) -> Expression:
        """Read an expression.

        Raises:
            ValueError: it cannot be read; the message says where and what to do.
        """
        tokens, place = list[tuple[str, str]](), 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if not found:
                raise ValueError(f"“{text[place:].strip()[:20]}” cannot stand in a formula; use + - * / min max ( )")
            tokens.append((found.lastgroup or "", found.group().strip()))
            place = found.end()
        reading = _Reading(tokens)
        root = reading.sum(0)
        if reading.tokens:
            raise ValueError(f"“{reading.tokens[0][1]}” stands where the formula should end; check its parentheses")
        return cls(text, root)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the figures, measures and charges it asks for, each once."""
        return tuple(dict.fromkeys(_names(self.root)))

    def value(self, now: Now) -> Step:
        """Work it out for a period; nothing given anywhere in it is nothing.

        Raises:
            ValueError: units do not fit.
        """
        return _worked_out(now, self.root)


@dataclass(slots=True)
class _Reading:
    tokens: list[tuple[str, str]]

    def sum(self, depth: int) -> Node:
        left = self.product(depth)
        while self._next_is("+", "-"):
            left = Applied(self.tokens.pop(0)[1], (left, self.product(depth)))
        return left

    def product(self, depth: int) -> Node:
        left = self.single(depth)
        while self._next_is("*", "/"):
            left = Applied(self.tokens.pop(0)[1], (left, self.single(depth)))
        return left

    def single(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ValueError("the formula is nested too deeply; write it flatter")
        kind, text = self.tokens.pop(0) if self.tokens else ("", "")
        if kind == "number":
            return Written(Quantity.parse(text))
        if text in ("min", "max") and self._next_is("("):
            return Applied(text, self._arguments(depth))
        if kind == "name":
            return Written(name=text)
        if text == "-":
            return Applied("-", (Written(Quantity.parse("0")), self.single(depth + 1)))
        if text == "(":
            inner = self.sum(depth + 1)
            self._take(")")
            return inner
        raise ValueError(f"“{text or 'the end'}” stands where a number or a name belongs; write one there")

    def _arguments(self, depth: int) -> tuple[Node, ...]:
        self._take("(")
        found = [self.sum(depth + 1)]
        while self._next_is(","):
            self.tokens.pop(0)
            found.append(self.sum(depth + 1))
        self._take(")")
        if len(found) == 1:
            raise ValueError("min and max take the least and greatest of several; write a second after a comma")
        return tuple(found)

    def _next_is(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs

    def _take(self, sign: str) -> None:
        if not self._next_is(sign):
            raise ValueError(f"a “{sign}” is missing; add it")
        self.tokens.pop(0)


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Written):
        yield from (node.name,) if node.name else ()
    else:
        for each in node.to:
            yield from _names(each)


def _worked_out(now: Now, node: Node) -> Step:
    if isinstance(node, Written):
        charge = amount_of(now, [node.name]) if node.name else None
        if charge is not None:
            return charge
        is_number = not node.name or node.name in now.agreement.figures or node.name in now.agreement.measures
        return step_of(now, node) if is_number else no_money(now, f"{node.name}: nothing in {now.period}")
    steps = [_worked_out(now, each) for each in node.to]
    words = f"the {node.sign} of {{0}}" + "".join(f" and {{{place}}}" for place in range(1, len(steps)))
    says = words if node.sign in ("min", "max") else f"{{0}} {node.sign} {{1}}"
    values = [each.value for each in steps]
    known = [each for each in values if each is not None]
    value = _SIGNS[node.sign](known) if len(known) == len(values) else None
    return now.step(says, *steps, value=value, op=_OPS[node.sign])


def _same(values: list[Value]) -> str:
    """Give the unit that values share; a plain number has any but money, and a plain zero has that too."""
    units = {each.unit for each in values if each.unit}
    bare = any(each.number and not each.unit for each in values)
    if len(units) > 1 or (bare and any(map(is_currency, units))):
        raise ValueError(f"{' and '.join(map(str, values))} cannot be added or compared; bring them to one unit")
    return next(iter(units), "")


def _product(values: list[Value]) -> Value:
    left, right = values
    both_count = bool(left.unit and right.unit) and "share" not in (left.unit, right.unit)
    if both_count and is_currency(left.unit) == is_currency(right.unit):
        raise ValueError(f"{left} times {right} is nothing; one of them must be a share or a plain number")
    order = sorted(values, key=lambda each: (is_currency(each.unit), each.unit not in ("", "share"), each.unit))
    return Value(left.number * right.number, order[-1].unit)


def _quotient(values: list[Value]) -> Value:
    left, right = values
    if not right.number:
        raise ValueError(f"{left} is divided by nothing; say what holds then")
    if left.unit == right.unit:
        return Value(left.number / right.number)
    if is_currency(right.unit):
        raise ValueError(f"{left} divided by {right} is nothing; divide money by money, or by a number")
    return Value(left.number / right.number, left.unit)


_SIGNS: Final[dict[str, Callable[[list[Value]], Value]]] = {
    "+": lambda each: Value(each[0].number + each[1].number, _same(each)),
    "-": lambda each: Value(each[0].number - each[1].number, _same(each)),
    "*": _product,
    "/": _quotient,
    "min": lambda each: Value(min(value.number for value in each), _same(each)),
    "max": lambda each: Value(max(value.number for value in each), _same(each)),
}
_OPS: Final = {
    "+": "sum", "-": "difference", "*": "product", "/": "quotient", "min": "least", "max": "greatest",
}  # fmt: skip
