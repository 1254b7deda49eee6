"""Currency band: who bears it when the rate leaves what the prices were made for.

MCI and RMH Teleservices shared it by ((baseline / average) - 1) × billings × share, with a limit on the discount
(markettransfer.info/clause/foreign-exchange-rate, exhibit of October 2003). Which rate is divided by which is said,
since the two differ by the square of the move; a month without a rate moves nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import change, minus, times
from truegreen.primitives.base import Base, charged, when_measured
from truegreen.primitives.deadband import Deadband, past
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap, between, limited
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import unknown
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Compared(StrEnum):
    """Which rate is divided by which; what comes out above one is paid by the client."""

    BASELINE_BY_RATE = "baseline by rate"
    RATE_BY_BASELINE = "rate by baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyBand:
    """Who bears it when the rate leaves what the prices were made for."""

    base: Annotated[Base, "Money that the move is taken of"]
    baseline: Annotated[Operand, "Rate that the prices were made for"]
    rate: Annotated[Operand, "Rate of the month, mostly a figure"]
    compared: Annotated[Compared, "Which is divided by which"]
    band: Annotated[Deadband, "Move of the rate without effect, like 2 %"]
    share: Annotated[Operand, "Share of a move above one, that the client pays"]
    discount: Annotated[Operand, "Share of a move below one, that the client gets; 0 % if none"]
    lowest_rate: Annotated[Operand | None, "Rate below which a lower one counts no more"] = None
    highest_rate: Annotated[Operand | None, "Rate above which a higher one counts no more"] = None
    cap: Annotated[Cap | None, "The most it may come to, either way"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: CurrencyBand, now: Now) -> Iterator[Entry]:
    """Move the agreed share of what the rate makes of the base."""
    then, paid = when_measured(now, says.base, says.paid)
    base = charged(now, says.base)
    if base is None:
        return
    rate = between(then, step_of(then, says.rate), says.lowest_rate, says.highest_rate)
    baseline = step_of(then, says.baseline)
    for each in (rate, baseline):
        if not each.number:
            yield from unknown(now, each, Category.ADJUSTMENT)
            return
    move = past(then, _move(says, then, rate, baseline), says.band)
    part = times(then, step_of(then, says.share if move.number > 0 else says.discount), move, "{0} of a move by {1}")
    wanted = at_once(_sized(now, times(now, part, base)), says.rounding, now.clause)
    amount, keeps = limited(now, says.cap, wanted, base, says.rounding)
    yield from keeps
    if amount.value is None:
        yield from unknown(now, amount, Category.ADJUSTMENT)
    elif amount.number:
        signed = amount if move.number > 0 else minus(now, amount, "discount: {0}")
        yield Post(signed, Category.ADJUSTMENT, paid, says.rounding)


def _move(says: CurrencyBand, then: Now, rate: Step, baseline: Step) -> Step:
    """Give the move of the rate; what comes out above zero is paid by the client."""
    return change(then, *((rate, baseline) if says.compared is Compared.BASELINE_BY_RATE else (baseline, rate)))


def _sized(now: Now, step: Step) -> Step:
    """Give an amount without its sign."""
    if step.number >= 0:
        return step
    return now.step("{0}, to the client", step, value=Value(-step.number, now.agreement.currency), op="negated")
