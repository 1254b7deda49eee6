"""Payment cap: the most that bonuses and gain-shares of a period may come to.

Its place in the pipeline says whether it holds before or after what is withheld: a Medicare shared-savings payment is
first reduced by sequestration and then capped, and the other order pays less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.primitives.base import Base, charged
from truegreen.primitives.calendar import Per
from truegreen.primitives.entry import Entry
from truegreen.primitives.limit import Cap, Counted, Excess
from truegreen.primitives.limit_lines import limit_lines
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCap:
    """The most that what the client pays on top may come to: an amount, a share, or the lower."""

    per: Annotated[Per, "How long it gathers"]
    covers: Annotated[tuple[str, ...], "Ids of the clauses that use it up"]
    excess: Annotated[Excess, "What becomes of the rest"]
    amount: Annotated[Operand | None, "The most, as an amount"] = None
    share: Annotated[Operand | None, "The most, as a share of the base"] = None
    base: Annotated[Base | None, "Charges that the share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that the share is taken of, like a benchmark"] = None
    counted: Annotated[Counted, "Of which money the share is taken, where it gathers longer"] = Counted.TO_DATE
    rounding: Annotated[Rounded | None, "How what is left is rounded; down to the currency's digits if left out"] = None
    at: Span = NOWHERE


def settle(says: PaymentCap, now: Now) -> Iterator[Entry]:
    """Bring the covered payments of the period within what is left of the cap."""
    base = charged(now, says.base) if says.base else step_of(now, says.of, "money") if says.of else None
    cap = Cap(
        share=says.share, amount=says.amount, per=says.per, excess=says.excess, counted=says.counted, at=says.at
    )  # fmt: skip
    covered = [each for each in now.lines_of(says.covers) if each.number > 0]
    yield from limit_lines(now, cap, covered, base, says.rounding)
