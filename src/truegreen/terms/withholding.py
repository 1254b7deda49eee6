"""Withholding: a share of payments that is taken off before they are made, such as a sequester by law.

Its place in the pipeline says whether a cap holds before it or after it. Medicare's sequester takes 2 % of shared
savings in some years and nothing in others, so the share is dated; shared losses are not touched by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.primitives.arithmetic import rest_of, times
from truegreen.primitives.entry import Alter, Entry
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import not_known
from truegreen.units.span import NOWHERE, Span


class Takes(StrEnum):
    """Of which lines the share is taken."""

    PAYMENTS = "payments"
    CREDITS = "credits"
    BOTH = "payments and credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """A share that is taken off some lines before they are paid, and is not held for anybody."""

    covers: Annotated[tuple[str, ...], "Ids of the clauses whose lines are cut"]
    share: Annotated[Operand, "Share that is taken off, like 2 %; 0 % while nothing is"]
    of: Annotated[Takes, "What is cut: what the client pays, what it is credited, or both"]
    at: Span = NOWHERE


def settle(says: Withholding, now: Now) -> Iterator[Entry]:
    """Take the share off each covered line; the line's own rounding comes after."""
    share = step_of(now, says.share)
    left = rest_of(now, share)
    spared = {Takes.PAYMENTS: -1, Takes.CREDITS: 1, Takes.BOTH: 0}[says.of]
    covered = now.lines_of(says.covers)
    for line in (each for each in covered if each.number * spared < 0 or (each.number and not spared)):
        if share.value is None:
            yield not_known(now, share)
        elif share.value.number:
            yield Alter(line.id, times(now, left, line.because))
