"""How many people a plan needs: its queues, how they should be answered, and what is assumed where nobody measures.

The part ``staffing`` of a plan's file. What is left out comes from the agreement's measures or from the records; where
neither tells, a default holds, and is called assumed wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Final

from truegreen.units.calendar import Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

TEN: Final = Quantity(Decimal(10), "%")
EIGHTY: Final = Quantity(Decimal(80), "%")
FORTY: Final = Quantity(Decimal(40), "h")
HALF_HOUR: Final = Quantity(Decimal(30), "min")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Contacts that wait in one line, and how they should be answered."""

    title: Annotated[str, "What people call it"] = ""
    where: Annotated[Mapping[str, str], "Its contacts, like service: billing-support; all if left out"] = field(
        default_factory=dict
    )
    answered: Annotated[Quantity | None, "Share of all offered to be answered in time, like 80 %"] = None
    within: Annotated[Quantity | None, "In which time, like 20 s"] = None
    speed: Annotated[Quantity | None, "Mean wait at most, like 30 s"] = None
    given_up: Annotated[Quantity | None, "Share that may give up at most, like 5 %"] = None
    patience: Annotated[Quantity | None, "How long customers wait on the mean, where that is not to be measured"] = None
    takes: Annotated[Quantity | None, "Work on a contact, where that is not to be measured, like 14 min"] = None
    shrinkage: Annotated[Quantity | None, "Share of paid time away from work, where not to be measured"] = None
    busiest: Annotated[Quantity | None, "Share of their time that agents may be at work at most, like 85 %"] = None
    hours: Annotated[str, "Name of the agreement's calendar that says when it is open"] = ""
    open: Annotated[tuple[Shift, ...], "Hours instead of a calendar, in the plan's zone"] = ()
    growth: Annotated[Quantity | None, "Change of contacts against what is forecast, like 5 %"] = None
    per_hour: Annotated[Money | None, "Price of a paid hour"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The queues of a plan."""

    queues: Annotated[Mapping[str, Queue], "Queues by name; one for each service if left out"] = field(
        default_factory=dict
    )
    pools: Annotated[Mapping[str, tuple[str, ...]], "Queues that the same people could answer, by a name"] = field(
        default_factory=dict
    )
    restrictions: Annotated[tuple[str, ...], "Slices whose members might have a line each, like language"] = (
        "language",
        "site",
        "segment",
    )
    interval: Annotated[Quantity, "Length of an interval, like 30 min"] = HALF_HOUR
    week: Annotated[Quantity, "Paid hours a week of one full-time person"] = FORTY
    band: Annotated[Quantity, "How far volume may leave its forecast before a clause should say something"] = TEN
    confidence: Annotated[Quantity, "Share of forecast intervals that hold what comes"] = EIGHTY
    per_hour: Annotated[Money | None, "Price of a paid hour, for all queues without one"] = None
    at: Span = NOWHERE
