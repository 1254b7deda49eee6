"""P7, base: the money that a share is taken of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import no_money, plus, times
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.timing import Paid
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


def amount_of(now: Now, names: Collection[str]) -> Step | None:
    """Give the money that charges and clauses posted for this period, as it stands; None if they posted nothing."""
    lines = now.lines_of(names)
    return plus(now, [each.because for each in lines]) if lines else None


def charged(now: Now, base: Base) -> Step | None:
    """Give the money that a share is taken of; None if nothing was charged."""
    charges = amount_of(now, base.charges)
    if base.credits is Credits.BEFORE or charges is None:
        return charges
    credits_ = [
        each.because
        for each in now.lines.values()
        if each.category is Category.CREDIT and each.term not in base.charges
    ]
    return plus(now, [charges, *credits_], at=base.at) if credits_ else charges


def money_of(now: Now, base: Base | None, of: Operand | None) -> Step | None:
    """Give the money that shares are taken of: charges, or else an amount that is written or given; None for none."""
    if base is not None:
        return charged(now, base)
    return None if of is None else step_of(now, of, "money")


def part_of(now: Now, share: Step, money: Step | None, says: str = "{0} of {1}") -> Step:
    """Give a share of money, of what is below zero nothing; what is an amount already stays as it is."""
    if share.value is not None and share.value.is_money:
        return share
    if money is not None and money.number < 0:
        money = no_money(now, "{0}, so that there is nothing to take a share of", money)
    return times(now, share, money or now.step("there is no money that the share is taken of", value=None), says)


def when_measured(now: Now, base: Base | None, paid: Paid) -> tuple[Now, Paid]:
    """Give the period whose performance moves this period's money, and on which invoice the amount stands.

    A share of the *next* invoice's charges can only be taken once these are known: then it is the period before whose
    performance counts, and the amount stands on this invoice.
    """
    if base is not None and base.month is MonthOf.INVOICED and paid is Paid.NEXT:
        return now.before(), Paid.SAME
    return now, paid
