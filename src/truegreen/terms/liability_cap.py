"""Liability cap: the most that all credits and damages of a period may come to.

Each covered line keeps the amount it had before the cap; what the cap takes is split over them in their proportion, so
that every credit can say what it would have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.primitives.arithmetic import no_money
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
class LiabilityCap:
    """The most that all credits and damages of a period may come to: an amount, a share of charges, or the lower."""

    per: Annotated[Per, "How long it gathers"]
    covers: Annotated[tuple[str, ...], "Ids of the clauses that use it up"]
    excess: Annotated[Excess, "What becomes of the rest"]
    amount: Annotated[Operand | None, "The most, as an amount"] = None
    share: Annotated[Operand | None, "The most, as a share of the base"] = None
    base: Annotated[Base | None, "Charges that the share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that the share is taken of"] = None
    counted: Annotated[Counted, "Of which money the share is taken, where it gathers longer"] = Counted.TO_DATE
    never_capped: Annotated[tuple[str, ...], "What is owed without a limit; lines of that name are not covered"] = ()
    rounding: Annotated[Rounded | None, "How what is left is rounded; down to the currency's digits if left out"] = None
    at: Span = NOWHERE


def settle(says: LiabilityCap, now: Now) -> Iterator[Entry]:
    """Bring the covered credits of the period within what is left of the cap."""
    nothing = no_money(now, "nothing was charged")
    base = (charged(now, says.base) or nothing) if says.base else step_of(now, says.of, "money") if says.of else None
    cap = Cap(
        share=says.share, amount=says.amount, per=says.per, excess=says.excess, counted=says.counted, at=says.at
    )  # fmt: skip
    covered = [
        each for each in now.lines.values()
        if (own := {each.term, each.id}) & {*says.covers} and not own & {*says.never_capped} and each.number < 0
    ]  # fmt: skip
    yield from limit_lines(now, cap, covered, base, says.rounding, sign=-1)
