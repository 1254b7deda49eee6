"""Earn-back: a credit that is returned when the service does better afterwards.

An earn-back that is easier than the miss was hard undoes the credit; so what is asked, and what never returns, is
said outright.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


class Meanwhile(StrEnum):
    """Where the money is until it is decided."""

    HELD = "held"
    PAID = "paid and given back"


class Never(StrEnum):
    """A miss whose credit is never returned."""

    BELOW_MINIMUM = "below minimum"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBack:
    """A credit that is returned when the service does better afterwards."""

    credit: Annotated[str, "Id of the service credit that may be returned"]
    reaches: Annotated[Quantity, "Level that the measure must reach"]
    months: Annotated[int, "Months in which it must be reached"]
    in_a_row: Annotated[bool, "Whether these months must follow each other"]
    share: Annotated[Quantity, "Share of the credit that is returned, like 100 %"]
    never: Annotated[tuple[Never, ...], "Misses whose credit is never returned; an empty list if there are none"]
    meanwhile: Annotated[Meanwhile, "Where the money is until then"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: EarnBack, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
