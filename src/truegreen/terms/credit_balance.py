"""Credit balance: what becomes of credits that come to more than the invoice.

Contracts either set them off against the next invoice or have them paid in cash, and mostly say the latter for the
last invoice, which has no next one. The clause stands last in the pipeline: it looks at all that is on the invoice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.primitives.arithmetic import minus, no_money, plus
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.invoice import on_invoice
from truegreen.primitives.now import Now
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


class Excess(StrEnum):
    """What becomes of credits above the invoice."""

    CARRIED = "carried to the next invoice"
    PAID = "paid out"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditBalance:
    """What becomes of credits that come to more than the invoice."""

    excess: Annotated[Excess, "What becomes of what is left in the client's favour"]
    at_the_end: Annotated[Excess, "The same, on the term's last invoice and after it"]
    at: Span = NOWHERE


def settle(says: CreditBalance, now: Now) -> Iterator[Entry]:
    """Carry what the invoice would pay to the client, or let it be paid."""
    is_end = now.agreement.ends is not None and now.period.last >= now.agreement.ends
    is_carried = (says.at_the_end if is_end else says.excess) is Excess.CARRIED
    carried = no_money(now, "nothing is carried to the next invoice")
    total = plus(now, [step for _, step in on_invoice(now)])
    is_over = is_carried and total.number < 0
    if is_over:
        carried = minus(now, total, "credits above the invoice, {0} in all")
    yield Keep("carried", carried)
    if is_over:
        yield Post(carried, Category.HOLD, Paid.SAME, name="carried")
        yield Post(minus(now, carried, "brought forward: {0}"), Category.HOLD, Paid.NEXT, name="brought")
