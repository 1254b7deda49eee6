"""What a review says of statements: their sums, the credits that arose for a measure, and why a line is what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from truegreen.model.review import Billed, Review
from truegreen.model.statement import Category, Line
from truegreen.reports import statement_words as words
from truegreen.reports.review.parts import Cell
from truegreen.reports.written import title as title_of
from truegreen.units.money import Money
from truegreen.units.period import Period


def written(amount: Money) -> str:
    """Write an amount to the cent.

    >>> written(Money.parse("-1250.50 EUR"))
    '−1,250.50 EUR'
    """
    return words.minus(str(amount))


def total(bills: Sequence[Billed]) -> Money:
    """Add up statements."""
    return words.added([each.statement.total for each in bills], bills[0].statement.currency)


def taken(bills: Sequence[Billed], category: Category = Category.CREDIT) -> Money:
    """Add up the lines of a category that stand on statements."""
    lines = [line for each in bills for line in each.statement.lines if line.category is category]
    return words.added([each.amount for each in lines], bills[0].statement.currency)


def rests_on(bills: Sequence[Billed]) -> tuple[str, ...]:
    """Name statements by their numbers; the first and the last of many."""
    numbers = [words.number_of(each.statement) for each in bills]
    return (
        tuple(f"statement {each}" for each in numbers)
        if len(numbers) < 4
        else (f"statements {numbers[0]} to {numbers[-1]}",)
    )


def why(line: Line, review: Review) -> Cell:
    """Say why a line is what it is, with measures called as people call them."""
    changes = (words.changed(each) for each in line.changes)
    said = "; ".join(filter(None, (words.reason(line), *changes)))
    named = {row.id: title_of(row) for row in review.card.rows if re.search(_whole(row.id), said)}
    for name, title in named.items():
        said = re.sub(_whole(name) + "(?= at )", lambda _, title=title: f"“{title}”", said)  # type: ignore[misc]
    return Cell(said or "as agreed", measures=tuple(named))


def arisen(measures: Sequence[str], review: Review) -> str:
    """Write the credits that arose in the period for some measures; empty where there are none."""
    lines = [
        line for bill in review.statements for line in (*bill.statement.lines, *bill.statement.later)
        if line.category is Category.CREDIT and _arose_in(line, bill.statement.period) and _names(line, measures)
    ]  # fmt: skip
    amount = words.added([each.amount for each in lines], lines[0].amount.currency) if lines else None
    return written(-amount) if amount and amount.amount else ""


def _arose_in(line: Line, period: Period) -> bool:
    return period.start <= line.arose.last <= period.last


def _names(line: Line, measures: Sequence[str]) -> bool:
    said = words.reason(line)
    return any(re.search(_whole(each), said) for each in measures)


def _whole(name: str) -> str:
    """Give an expression that finds an id where it stands alone."""
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"
