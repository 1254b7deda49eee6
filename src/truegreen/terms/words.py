"""The words that clauses share: of which money, rounded how, paid when, and what happens at the edges.

None of them has a default, because parties that leave them out have not agreed on an amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.agreement import RoundingMode
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


class Paid(StrEnum):
    """On which invoice an amount stands."""

    SAME = "same invoice"
    NEXT = "next invoice"
    YEAR_END = "year end"


class Credits(StrEnum):
    """Whether charges are taken before or after credits."""

    BEFORE = "before credits"
    AFTER = "after credits"


class MonthOf(StrEnum):
    """Which month's charges are meant."""

    MEASURED = "month measured"
    INVOICED = "month invoiced"


class Beyond(StrEnum):
    """What counts once a deadband is left: only what lies beyond it, or everything from its middle."""

    EXCESS = "only the excess"
    ALL = "everything"


class Fractions(StrEnum):
    """How a part of a point, a unit or a period counts."""

    PRO_RATA = "pro rata"
    WHOLE = "whole ones only"
    STARTED = "each started one"


class Per(StrEnum):
    """How long a limit gathers."""

    MONTH = "month"
    YEAR = "contract year"
    TERM = "whole term"


class Excess(StrEnum):
    """What becomes of an amount above a limit."""

    FORFEITED = "forfeited"
    CARRIED = "carried forward"
    ACCRUES = "accrues unpaid"


class Unmeasured(StrEnum):
    """What a period counts as in which nothing, or too little, was measured."""

    NEITHER = "neither met nor missed"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The money that a share is taken of."""

    charges: Annotated[tuple[str, ...], "Names of the charges"]
    credits: Annotated[Credits, "Before or after credits"]
    month: Annotated[MonthOf, "Charges of the month measured, or of the month invoiced"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadband:
    """A difference that moves no money."""

    width: Annotated[Quantity, "Largest difference without effect; 0 if there is no deadband"]
    beyond: Annotated[Beyond, "What counts once it is left"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """The rounding of an amount."""

    digits: Annotated[int, "Digits kept after the point"]
    mode: Annotated[RoundingMode, "How a tie is rounded"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that a clause may move."""

    share: Annotated[Quantity, "Largest share of the base, like 12 %"]
    per: Annotated[Per, "How long it gathers"]
    excess: Annotated[Excess, "What becomes of the rest"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPoint:
    """A share of the base for each percentage point."""

    share: Annotated[Quantity, "Share of the base for one point, like 0.5 %"]
    fractions: Annotated[Fractions, "How a part of a point counts"]
    at: Span = NOWHERE
