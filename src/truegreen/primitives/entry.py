"""What a clause does in a period: it posts a line, changes one, sets what later clauses take, or keeps something.

A line that is posted stays open to later clauses until the period is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from truegreen.model.finding import Finding
from truegreen.model.statement import Category, Change
from truegreen.model.step import Step
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Post:
    """A line: its amount (positive where the client pays), what it is, when it is paid, how it is rounded.

    ``name`` tells the lines of one clause apart.
    """

    because: Step
    category: Category
    paid: Paid
    rounding: Rounded | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Alter:
    """A new amount for a line of this period, in place of the one before."""

    line: str
    after: Step


@dataclass(frozen=True, slots=True)
class Set:
    """Something that later clauses take instead.

    ``price NAME`` (a factor), ``target NAME``, ``minimum NAME``, ``reading NAME`` with ``count NAME`` (the rows left),
    ``excused NAME``, ``missed NAME`` or ``below minimum NAME`` (whatever was measured), or ``points CLAUSE``. What is
    said of a measure may name one of its windows, as in ``reading NAME 2025-W07``.
    """

    name: str
    because: Step


@dataclass(frozen=True, slots=True)
class Keep:
    """Something remembered for later periods."""

    name: str
    because: Step


@dataclass(frozen=True, slots=True)
class Open:
    """A line while the period is being settled."""

    id: str
    term: str
    category: Category
    paid: Paid
    because: Step
    clause: str
    at: Span
    rounding: Rounded | None = None
    changes: tuple[Change, ...] = ()
    title: str = ""

    @property
    def number(self) -> Fraction:
        """Give the amount so far."""
        return self.because.number


Entry: TypeAlias = Post | Alter | Set | Keep | Finding
