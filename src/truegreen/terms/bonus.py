"""Bonus: what the client pays for doing better than agreed.

It should pay above the target, never for reaching a minimum, and only while the other measures hold (US General
Services Administration, rules for contact-centre managers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.primitives.base import Base
from truegreen.primitives.curve import Deadband, PerPoint
from truegreen.primitives.entry import Entry
from truegreen.primitives.limit import Cap
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """What the client pays for doing better than agreed."""

    measure: Annotated[str, "Measure that must be beaten"]
    better_than: Annotated[Quantity, "Level that must be beaten; reaching it exactly pays nothing"]
    only_if: Annotated[tuple[str, ...], "Measures that must all be met in the same period"]
    per_point: Annotated[PerPoint, "Bonus for each point beyond the level"]
    base: Annotated[Base, "Money that the share is taken of"]
    deadband: Annotated[Deadband, "Lead without a bonus"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    cap: Annotated[Cap | None, "The most it may come to"] = None
    at: Span = NOWHERE


def settle(says: Bonus, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
