"""Minimum commitment: what the client pays at least, however little it uses.

Published clauses ask for "the greater of your actual usage or the Minimum", or bill "the difference between the amount
actually charged and the Minimum" (lawinsider.com/clause/minimum-customer-commitment): the money is the same, but in the
first case the charges themselves are replaced, and with them what a share of these charges is taken of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from truegreen.model.agreement import Agreement, PartMonths
from truegreen.model.finding import Finding, error
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, no_money, plus
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.dated import agreed_for
from truegreen.primitives.deadband import Fractions
from truegreen.primitives.entry import Alter, Entry, Keep
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.price import indexed, total_of
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period, period_of
from truegreen.units.span import NOWHERE, Span


class Every(StrEnum):
    """How long the charges of a minimum gather."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "contract year"
    TERM = "whole term"


class Billed(StrEnum):
    """How the minimum is billed."""

    GREATER = "the greater of the two"
    DIFFERENCE = "the difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumCommitment:
    """What the client pays at least, however little it uses."""

    charges: Annotated[tuple[str, ...], "Names of the charges, and ids of clauses, that count towards it"]
    amount: Annotated[Operand, "The least for one whole period"]
    every: Annotated[Every, "How long a period is; its end settles it"]
    billed: Annotated[Billed, "Whether the minimum replaces the charges or the difference is added"]
    part_periods: Annotated[Fractions, "How a first or last period that is cut short counts: by days, not, or whole"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: MinimumCommitment, now: Now) -> Iterator[Entry]:
    """Keep what was charged, and where a period ends ask for what is missing to its minimum."""
    charged = total_of(now, [each.because for each in now.lines_of(says.charges)], "nothing was charged")
    yield Keep("charged", charged)
    whole = _whole(says, now)
    if whole is None:
        text = f"The minimum of “{now.term}” is for less time than is settled at once, or for a term without an end."
        yield error(says.at, "minimum-not-settled", text, "Let it be for the settled period or longer.")
        return
    cut = _in_term(now, whole)
    if cut is not None and cut.last in now.period and (cut == whole or says.part_periods is not Fractions.WHOLE):
        yield from _asked(says, now, cut, whole, charged)


def _asked(says: MinimumCommitment, now: Now, cut: Period, whole: Period, charged: Step) -> Iterator[Entry]:
    """Ask for what is missing to the minimum of a period that ends, or for the minimum in place of the charges."""
    least, findings = _least(says, now, cut, whole)
    yield from findings
    before = [step for period, step in now.kept("charged") if period.start in cut]
    short = less(now, least, total_of(now, [*before, charged], ""), "at least {0}, less {1} charged")
    if short.value is not None and short.number <= 0:
        return
    if says.billed is Billed.GREATER and short.value is not None:
        for line in now.lines_of(says.charges):
            yield Alter(line.id, no_money(now, "{0}, which the minimum replaces", line.because))
        short = less(now, least, plus(now, before), "at least {0}, less {1} charged before") if before else least
    yield from posted(now, short, Category.CHARGE, says.paid, says.rounding)


def _whole(says: MinimumCommitment, now: Now) -> Period | None:
    """Give the whole period of a minimum that the settled period belongs to; None if it cannot be settled."""
    first, ends = now.versions.each[0][1], now.agreement.ends
    if says.every is Every.TERM:
        return Period(first.starts, ends + timedelta(days=1)) if ends else None
    kind = "year" if says.every is Every.YEAR else says.every
    whole = period_of(now.period.start, kind, now.agreement.month_starts_on, first.year_starts)
    return None if whole.days < settled_period(now.agreement, now.period.start).days else whole


def _in_term(now: Now, whole: Period) -> Period | None:
    """Give the part of a period that lies in the term; None if no day of it does."""
    starts, ends = now.versions.each[0][1].starts, now.agreement.ends
    stop = ends + timedelta(days=1) if ends else date.max
    start, end = max(whole.start, starts), min(whole.end, stop)
    return Period(start, end) if start < end else None


def _least(says: MinimumCommitment, now: Now, cut: Period, whole: Period) -> tuple[Step, list[Finding]]:
    """Give the minimum, by days where the period is cut and so agreed, or where the amount is changed within it."""
    by_days = cut != whole and says.part_periods is Fractions.PRO_RATA
    part = PartMonths.PRO_RATA if by_days else now.agreement.part_months
    of_days = whole.days if by_days else cut.days
    step, findings = agreed_for(now, cut, of_days, part, lambda each: _amount(each, now.term), "money")
    return indexed(now, step or step_of(now, says.amount, "money")), findings


def _amount(agreement: Agreement, name: str) -> Operand | None:
    """Give the amount that one version of the agreement says."""
    says = agreement.terms[name].says if name in agreement.terms else None
    return says.amount if isinstance(says, MinimumCommitment) else None
