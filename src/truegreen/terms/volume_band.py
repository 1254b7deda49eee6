"""Volume band: what is added or taken off when the volume leaves what the price was made for.

Above the band an additional resource charge (ARC), below it a reduced resource credit (RRC). Contracts differ in
whether the band is a threshold (then everything from the baseline counts) or an allowance (then only the excess).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.primitives.curve import Deadband, Fractions
from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


class Against(StrEnum):
    """What the volume is held against."""

    BASELINE = "baseline"
    FORECAST = "locked forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeBand:
    """What is added or taken off when the volume leaves what the price was made for."""

    service: Annotated[str, "Service whose volume is meant"]
    against: Annotated[Against, "The service's baseline, or the forecast locked for the month"]
    deadband: Annotated[Deadband, "Difference without effect, like 10 %"]
    above: Annotated[Money, "Added for each unit above"]
    below: Annotated[Money, "Taken off for each unit below"]
    fractions: Annotated[Fractions, "How a part of a unit counts"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    renegotiate_beyond: Annotated[Quantity | None, "Difference beyond which the baseline is agreed anew"] = None
    at: Span = NOWHERE


def settle(says: VolumeBand, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
