"""Small typed expressions of a mapping, compiled to SQL; nothing outside the grammar gets through.

    either  := both {or both}                            sum     := product {(+ | -) product}
    both    := denial {and denial}                       product := sign {(* | /) sign}
    denial  := [not] compare                             sign    := [-] atom
    compare := sum [(= | <> | < | <= | > | >=) sum]      atom    := number | 'text' | name | "name"
                                                                    | function(either, …) | (either)

Numbers have four digits after the point, and every step is rounded to them. A blank makes a result blank; only in a
condition that chooses rows (``where``) or values (``if``) is a blank simply different from every value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from truegreen.engine import sql
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error
from truegreen.sources.reading import NUMBER
from truegreen.sources.tokens import FUNCTIONS, RefusedError, Token, tokens
from truegreen.sources.typed import MismatchError, Typed, called, compared, joined, read_as, turned
from truegreen.units.span import Span

_COMPARE: Final = ("=", "<>", "<", "<=", ">", ">=")
_RESERVED: Final = ("and", "or", "not")
_DEEPEST: Final = 30


def compiled(
    text: str, at: Span, findings: list[Finding], columns: Mapping[str, Typed] | None = None, wants: str = ""
) -> Typed | None:
    """Give an expression as SQL, or None; what is wrong with it is added to the findings.

    Args:
        text: the expression.
        at: where it is written.
        findings: where findings are added.
        columns: the columns there are; None while nobody knows, when every name will do.
        wants: ``boolean`` for a condition on rows; empty if any kind will do.

    >>> compiled("upper(site)", Span("m.yml"), []).sql
    'upper("site")'
    """
    try:
        return _Reading(tokens(text), columns, certain=bool(wants)).whole(wants)
    except RefusedError as refused:
        place = Span(at.file, at.line, at.column + refused.position)
        findings.append(error(place, "unreadable-expression", refused.says, refused.remedy))
        return None


def names_in(text: str) -> set[str]:
    """Give the columns that an expression names; none if it cannot be read."""
    try:
        pairs = list(pairwise(tokens(text)))
    except RefusedError:
        return set()
    words = (token for token, after in pairs if token.kind == "word" and after.text != "(")
    quoted = {token.name for token, _ in pairs if token.kind == "quoted"}
    return quoted | {token.text for token in words if token.text.lower() not in _RESERVED}


@dataclass(slots=True)
class _Reading:
    """An expression being read, token by token."""

    tokens: list[Token]
    columns: Mapping[str, Typed] | None
    certain: bool
    position: int = 0
    depth: int = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def taken(self, *texts: str) -> str:
        """Take the next token if it is one of these signs or words."""
        found = self.token.text.lower() if self.token.kind in ("sign", "word") else ""
        self.position += found in texts
        return found if found in texts else ""

    def expect(self, sign: str) -> None:
        if not self.taken(sign):
            says = f"“{sign}” is missing before “{self.token.text}”."
            raise RefusedError(self.token.position, says, f"Write {sign} there.")

    def fitting(self, token: Token, put_together: Callable[[], Typed]) -> Typed:
        """Put pieces together; if their kinds do not fit, the token says where."""
        try:
            return put_together()
        except MismatchError as mismatch:
            raise RefusedError(token.position, mismatch.says, mismatch.remedy) from None

    def whole(self, wants: str) -> Typed:
        first, result = self.token, self.either()
        if self.token.kind != "end":
            says = f"“{self.token.text}” does not go on from what stands before it."
            raise RefusedError(self.token.position, says, "Put an operator before it, or take it away.")
        return self.fitting(first, lambda: read_as(result, wants or "any"))

    def either(self) -> Typed:
        self.depth += 1
        if self.depth > _DEEPEST:
            says = f"Something stands more than {_DEEPEST} levels deep here."
            raise RefusedError(self.token.position, says, "Write it flatter.")
        result = self.chain(lambda: self.chain(self.denial, "and"), "or")
        self.depth -= 1
        return result

    def chain(self, part: Callable[[], Typed], *operators: str) -> Typed:
        """Read parts joined by operators, from left to right."""
        result = part()
        while (token := self.token) and (operator := self.taken(*operators)):
            left, right = result, part()
            result = self.fitting(token, lambda: joined(left, operator, right))  # noqa: B023
        return result

    def denial(self) -> Typed:
        token, operator = self.token, self.taken("not")
        result = self.compare()
        return self.fitting(token, lambda: turned(result, operator)) if operator else result

    def compare(self) -> Typed:
        left = self.sum()
        token, operator = self.token, self.taken(*_COMPARE)
        if not operator:
            return left
        right = self.sum()
        return self.fitting(token, lambda: compared(left, operator, right, certain=self.certain))

    def sum(self) -> Typed:
        return self.chain(lambda: self.chain(self.sign, "*", "/"), "+", "-")

    def sign(self) -> Typed:
        token, operator = self.token, self.taken("-")
        result = self.atom()
        return self.fitting(token, lambda: turned(result, operator)) if operator else result

    def atom(self) -> Typed:
        if self.taken("("):
            result = self.either()
            self.expect(")")
            return result
        token = self.token
        if token.kind in ("sign", "end") or (token.kind == "word" and token.text.lower() in _RESERVED):
            says = f"A value is missing before “{token.text}”."
            raise RefusedError(token.position, says, "Write a column, a number or a 'text'.")
        self.position += 1
        if token.kind == "number":
            return Typed(f"{token.text}::{NUMBER}", "number")
        if token.kind == "text":
            return Typed(sql.text(token.text[1:-1].replace("''", "'")), "text")
        return self.function(token) if token.kind == "word" and self.taken("(") else self.column(token)

    def column(self, token: Token) -> Typed:
        name = token.name
        if self.columns is None:
            return Typed(sql.name(name), "any", time=sql.name(name), columns=frozenset({name}))
        if name not in self.columns:
            raise RefusedError(token.position, f"There is no column “{name}”.", did_you_mean(name, self.columns))
        return self.columns[name]

    def function(self, token: Token) -> Typed:
        name = token.name.lower()
        if name not in FUNCTIONS:
            says = f"There is no function “{token.name}”."
            raise RefusedError(token.position, says, did_you_mean(name, FUNCTIONS))
        given = [self.argument(certain=name == "if" or self.certain)]
        while self.taken(","):
            given.append(self.argument(certain=self.certain))
        self.expect(")")
        if len(given) != FUNCTIONS[name]:
            says = f"{name} takes {FUNCTIONS[name]} of them, not {len(given)}."
            raise RefusedError(token.position, says, "Write as many, with commas between them.")
        return self.fitting(token, lambda: called(name, given))

    def argument(self, *, certain: bool) -> Typed:
        before, self.certain = self.certain, certain
        result = self.either()
        self.certain = before
        return result
