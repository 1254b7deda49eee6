"""P7, base: the money that a share is taken of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from truegreen.units.span import NOWHERE, Span

if TYPE_CHECKING:
    from truegreen.model.step import Step
    from truegreen.primitives.now import Now
    from truegreen.primitives.operand import Operand


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


def money_of(now: Now, base: Base | None, of: Operand | None) -> Step | None:
    """Give the money that shares are taken of: charges, or else an amount that is written or given; None for none."""
    return now.charges(base) if base is not None else None if of is None else now.value(of, "money")


def part_of(now: Now, share: Step, money: Step | None) -> Step:
    """Give a share of money; what is an amount already stays as it is."""
    if share.value is not None and share.value.is_money:
        return share
    return now.times(share, money or now.step("there is no money that the share is taken of", value=None))
