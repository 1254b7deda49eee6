"""Unit price: what one case, call or resolved case costs, with tiers where large volumes cost less.

Whether a tier's price holds for the units inside it or for all units moves real money: 15,000 units at 0.10, 0.05
and 0.01 cost 600 one way and 150 the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.primitives.curve import Fractions
from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.money import Money
from truegreen.units.span import NOWHERE, Span


class Applies(StrEnum):
    """To which units a tier's price applies."""

    EACH = "units inside the tier"
    ALL = "all units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A price that holds up to a volume."""

    price: Annotated[Money, "Price of one unit"]
    up_to: Annotated[int | None, "Last unit inside; leave out for no upper end"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """Prices by volume."""

    applies: Annotated[Applies, "To which units a tier's price applies"]
    each: Annotated[tuple[Tier, ...], "Tiers, lowest volume first"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrice:
    """What one unit of work costs."""

    service: Annotated[str, "Service that is paid"]
    unit: Annotated[str, "What is counted: case, call, resolved case …"]
    price: Annotated[Money, "Price of one unit, where no tier says otherwise"]
    fractions: Annotated[Fractions, "How a part of a unit counts"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    tiers: Annotated[Tiers | None, "Prices by volume"] = None
    at: Span = NOWHERE


def settle(says: UnitPrice, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
