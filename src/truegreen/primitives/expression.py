"""The escape hatch: a small expression over figures, measures and charges, as text; pure, and never code.

``+ - * /``, ``min(a, b …)``, ``max(a, b …)`` and parentheses over numbers with their units, and names; see
``reckoning`` for what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from truegreen.primitives.operand import NAME, Written
from truegreen.units.quantity import Quantity

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
