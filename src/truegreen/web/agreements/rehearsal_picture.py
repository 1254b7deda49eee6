"""A picture of what a change would have paid: a bar a month, to the left where the client pays less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from truegreen.web.agreements.rehearsal_words import Record, written

STEP: Final = 26
"""Room for one month."""
WIDE: Final = 170
"""The longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month: how much more the client pays, as a length to either side, and as text."""

    period: str
    length: float
    text: str
    is_less: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All months, in one currency."""

    bars: Sequence[Bar]
    currency: str


def picture(test: Record) -> Picture:
    """Give the bars of what was kept of a trial, in the order of its months."""
    each = [(one["period"], one["total"]["difference"]) for one in test["periods"]]
    most = max((abs(Decimal(amount["number"])) for _, amount in each), default=Decimal(0)) or Decimal(1)
    return Picture([_bar(*one, most) for one in each], test["total"]["total"]["difference"]["unit"])


def _bar(period: str, amount: Record, most: Decimal) -> Bar:
    number = Decimal(amount["number"])
    text = f"{'+' if number > 0 else ''}{written(amount)}"
    return Bar(period, round(float(abs(number) / most) * WIDE, 1), text, number < 0)
