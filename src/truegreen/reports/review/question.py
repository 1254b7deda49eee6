"""A question of a review: what can be decided, what each choice costs or brings, who decides, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.review.parts import Cell, Column, Need, Table

COLUMNS: Final = (
    Column("No", width=0.45), Column("Question, and what can be decided", width=4.4),
    Column("What it rests on; what a choice costs or brings", width=5.0), Column("Whose it is", width=1.7),
)  # fmt: skip
CHANGE: Final = "A change request, tried on settled months before anybody agrees: it says who would have paid what."
"""What changing the agreement costs or brings."""
_LETTERS: Final = "abcdefghij"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be decided, what it costs or brings, and what a reader must be allowed to see of it."""

    words: str
    costs: str
    needs: Need = Need.NOTHING


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        words: the question.
        rests_on: what was found that asks for it.
        whose: who proposes and who agrees.
        choices: what can be decided.
        needs: what a reader must be allowed to see.
        measures: ids of the measures of which it tells.
    """

    words: str
    rests_on: str
    whose: str = "both sides"
    choices: Sequence[Choice] = ()
    needs: Need = Need.NOTHING
    measures: tuple[str, ...] = ()


def table(name: str, title: str, held: Sequence[Question]) -> Table:
    """Put questions and what can be decided under each other."""
    return Table(name, title, COLUMNS, [row for place, each in enumerate(held, 1) for row in _rows(place, each)])


def _rows(place: int, of: Question) -> Iterator[list[Cell]]:
    """Give a question's row, and one for each choice; who may not see the question sees none of them."""
    yield [
        Cell(str(place), measures=of.measures, needs=of.needs), Cell(of.words, is_head=True), Cell(of.rests_on),
        Cell(of.whose),
    ]  # fmt: skip
    for letter, each in zip(_LETTERS, of.choices, strict=False):
        first = Cell(f"{place} {letter}", measures=of.measures, needs=of.needs)
        yield [first, Cell(each.words, needs=each.needs), Cell(each.costs), Cell("")]
