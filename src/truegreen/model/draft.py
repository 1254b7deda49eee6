"""A measure that only one side sees until a day, because it is still being tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truegreen.model.agreement import Side


@dataclass(frozen=True, slots=True)
class Draft:
    """One such measure.

    Attributes:
        measure: its id.
        side: who sees it.
        until: the last day on which the other side does not.
        because: why it is not ready, as both sides read it.
    """

    measure: str
    side: Side
    until: date
    because: str
