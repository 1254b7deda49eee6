"""Indexation: how prices follow a published index.

Published clauses differ in what the index is compared with, how much of it counts, whether prices may also fall, and
whether an index that is revised later changes what was invoiced; each is said outright.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from truegreen.model.agreement import Window
from truegreen.primitives.entry import Entry
from truegreen.primitives.limit import Excess
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


class Basis(StrEnum):
    """What an index value is compared with."""

    YEAR_BEFORE = "the year before"
    BASE = "the base month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexation:
    """How prices follow a published index."""

    charges: Annotated[tuple[str, ...], "Names of the charges and unit prices that follow it"]
    series: Annotated[str, "The index and who publishes it"]
    basis: Annotated[Basis, "What its value is compared with"]
    base_month: Annotated[date, "First day of the month whose value is the first one compared with"]
    months_behind: Annotated[int, "Months between the value that is used and the day from which it holds"]
    first: Annotated[date, "First day on which prices may change"]
    every: Annotated[Window, "How often they may change"]
    sensitivity: Annotated[Quantity, "How much of the change counts, like 65 %"]
    may_fall: Annotated[bool, "Whether prices also fall"]
    revised: Annotated[bool, "Whether a value that is revised later changes what was invoiced"]
    rounding: Annotated[Rounded, "How an indexed price is rounded"]
    at_least: Annotated[Quantity | None, "Least change at one time"] = None
    at_most: Annotated[Quantity | None, "Largest change at one time"] = None
    excess: Annotated[Excess | None, "What becomes of a change beyond these"] = None
    at: Span = NOWHERE


def settle(says: Indexation, now: Now) -> Iterator[Entry]:
    """Not settled yet."""
    yield from ()
