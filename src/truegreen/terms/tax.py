"""Tax: what is added to the invoice for the state, after everything else.

Service credits are taken before or after it, by what they are in law: a lower price lowers the tax, a compensation does
not. What is held back is taxed at once or when it is released. The UK Model Services Contract states its charges and
credits exclusive of VAT. Several rates are several clauses, each with its lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.primitives.arithmetic import plus, times
from truegreen.primitives.base import Credits
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.invoice import on_invoice
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import unknown
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


class Rounds(StrEnum):
    """What is rounded."""

    LINES = "each line"
    TOTAL = "the total"


class Held(StrEnum):
    """When what is held back is taxed."""

    AT_ONCE = "at once"
    RELEASED = "when released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """What is added to the invoice for the state."""

    rate: Annotated[Operand, "Rate, like 20 %; 0 % shows a line of nothing"]
    lines: Annotated[
        tuple[str, ...], "Charges and clauses that are taxed; all that stand on the invoice if left out"
    ] = ()
    but: Annotated[tuple[str, ...], "Of these, charges and clauses that are not"] = ()
    credits: Annotated[Credits, "Whether tax is taken before credits, which then do not lower it, or after them"]
    held: Annotated[Held, "Whether what is held back is taxed at once or when it is released"]
    rounds: Annotated[Rounds, "Whether the tax of each line is rounded, or that of the total"]
    rounding: Annotated[Rounded, "How it is rounded"]
    at: Span = NOWHERE


def settle(says: Tax, now: Now) -> Iterator[Entry]:
    """Tax what stands on this invoice."""
    left_out = {Category.TAX}
    if says.credits is Credits.BEFORE:
        left_out.add(Category.CREDIT)
    if says.held is Held.AT_ONCE:
        left_out.add(Category.HOLD)
    but = (*says.but, *_brought_after_tax(now))
    taxed = [step for category, step in on_invoice(now, says.lines, but) if category not in left_out]
    if not taxed:
        return
    rate = step_of(now, says.rate)
    if rate.value is None:
        yield from unknown(now, rate, Category.TAX)
    elif says.rounds is Rounds.TOTAL:
        yield Post(times(now, rate, plus(now, taxed)), Category.TAX, Paid.SAME, says.rounding)
    else:
        each = [round_step(times(now, rate, step), says.rounding, now.clause) for step in taxed]
        yield Post(plus(now, each), Category.TAX, Paid.SAME)


def _brought_after_tax(now: Now) -> set[str]:
    """Give the clauses whose holds come after the tax, like a balance that is carried: what they bring was taxed."""
    order = [*(now.agreement.pipeline or now.agreement.terms)]
    before = order[: order.index(now.term)]
    return {each.term for each in now.invoiced if each.category is Category.HOLD and each.term not in before}
