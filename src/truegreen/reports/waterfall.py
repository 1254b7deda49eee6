"""The way from the first charge to the amount due, as bars on one scale that starts at zero.

Sums are exact; only places in the picture are floats, and nothing is compared or decided with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from truegreen.model.statement import Line, Statement
from truegreen.reports import statement_words as words
from truegreen.units.money import Money
from truegreen.units.value import Value

WIDTH: Final = 480.0
THINNEST: Final = 2.0
"""A bar of next to nothing is still drawn."""


class Moves(StrEnum):
    """What a bar does to the sum."""

    ADDS = "adds"
    TAKES_OFF = "takes off"
    COMES_TO = "comes to"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch along the picture."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One line on the way, or what the lines before it come to.

    Attributes:
        name: of the line, or of the sum.
        line: None for a sum.
        amount: how far the bar goes.
        before, after: the sum before it and after it; a sum starts at zero.
        drawn: where the bar stands.
        uncapped: where it would stand before later clauses changed it, if any did.
        enters, leaves: where the sum before and after it stand.
    """

    name: str
    line: Line | None
    amount: Money
    before: Money
    after: Money
    drawn: Span
    uncapped: Span | None
    enters: float
    leaves: float

    @property
    def moves(self) -> Moves:
        """Say what the bar does to the sum."""
        if self.line is None:
            return Moves.COMES_TO
        return Moves.TAKES_OFF if self.amount.amount < 0 else Moves.ADDS

    @property
    def words(self) -> str:
        """Say in words what is drawn."""
        if self.line is None:
            return f"{self.moves} {words.minus(str(self.amount))}"
        size = self.amount if self.amount.amount >= 0 else -self.amount
        return f"{self.moves} {size}: from {words.minus(str(self.before))} to {words.minus(str(self.after))}"


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars in their order, and where zero stands."""

    bars: Sequence[Bar]
    zero: float


def waterfall(statement: Statement) -> Picture:
    """Draw a statement's lines in the order of an invoice, the sum of its charges after them, and the total."""
    moves = list(_moves(statement))
    ends = [_number(each) for _, _, before, after in moves for each in (before, after)]
    uncapped = [_number(before) + _at_first(line) for _, line, before, _ in moves if line is not None]
    low, high = min([Fraction(0), *ends, *uncapped]), max([Fraction(0), *ends, *uncapped])
    scale = _Scale(low, high)
    return Picture([_bar(scale, *each) for each in moves], scale.along(Fraction(0)))


def _moves(statement: Statement) -> Iterator[tuple[str, Line | None, Money, Money]]:
    """Give each line, and the two sums, with the sum before it and after it."""
    nothing = so_far = words.added([], statement.currency)
    for place, section in enumerate(words.sections(statement.lines)):
        for line in section.lines:
            yield words.called(line), line, so_far, so_far + line.amount
            so_far += line.amount
        if not place and len(section.lines) > 1:
            yield section.title, None, nothing, so_far
    yield words.due(statement), None, nothing, statement.total


def _bar(scale: _Scale, name: str, line: Line | None, before: Money, after: Money) -> Bar:
    start, end = _number(before), _number(after)
    first = start + _at_first(line) if line is not None and line.changes else None
    return Bar(
        name=name,
        line=line,
        amount=after - before,
        before=before,
        after=after,
        drawn=scale.span(start, end),
        uncapped=None if first is None else scale.span(start, first),
        enters=scale.along(start),
        leaves=scale.along(end),
    )


def _at_first(line: Line) -> Fraction:
    """Give a line's amount before later clauses changed it."""
    value: Value | None = line.changes[0].before.value if line.changes else Value.of(line.amount)
    return Fraction(0) if value is None else value.number


def _number(money: Money) -> Fraction:
    return Fraction(money.amount)


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Fraction
    high: Fraction

    def along(self, number: Fraction) -> float:
        """Place a sum along the picture."""
        if self.high == self.low:
            return 0.0
        return round(float((number - self.low) / (self.high - self.low)) * WIDTH, 2)

    def span(self, start: Fraction, end: Fraction) -> Span:
        """Place a bar between two sums; it is never too thin to see."""
        left, right = sorted((self.along(start), self.along(end)))
        width = max(right - left, THINNEST)
        return Span(min(left, WIDTH - width), round(width, 2))
