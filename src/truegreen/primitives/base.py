"""P7, base: the money that a share is taken of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.units.span import NOWHERE, Span


class Credits(StrEnum):
    """Whether charges are taken before or after credits."""

    BEFORE = "before credits"
    AFTER = "after credits"


class MonthOf(StrEnum):
    """Which month's charges are meant."""

    MEASURED = "month measured"
    INVOICED = "month invoiced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The money that a share is taken of."""

    charges: Annotated[tuple[str, ...], "Names of the charges, and ids of clauses that post charges"]
    credits: Annotated[Credits, "Before or after credits"]
    month: Annotated[MonthOf, "Charges of the month measured, or of the month invoiced"]
    at: Span = NOWHERE
