"""Minimum commitment: what the client pays at least, however little it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.agreement import Window
from truegreen.primitives.curve import Fractions
from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.money import Money
from truegreen.units.span import NOWHERE, Span


class Billed(StrEnum):
    """How the minimum is billed."""

    GREATER = "the greater of the two"
    DIFFERENCE = "the difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumCommitment:
    """What the client pays at least, however little it uses."""

    charges: Annotated[tuple[str, ...], "Names of the charges that count towards it"]
    amount: Annotated[Money, "The least for one whole period"]
    every: Annotated[Window, "How long a period is"]
    billed: Annotated[Billed, "Whether the minimum replaces the charges or the difference is added"]
    part_periods: Annotated[Fractions, "How a first or last period that is cut short counts"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: MinimumCommitment, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
