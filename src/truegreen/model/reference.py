"""A published figure to hold one's own against: a range with its source, year and grade, and never a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

STALE: Final = 3
"""Years after which a published figure is called old."""


class Graded(StrEnum):
    """How good the source of a published figure is, the best first."""

    A = "A"
    B = "B"
    C = "C"

    @property
    def words(self) -> str:
        """Say what the grade means."""
        return _GRADES[self]


class Measure(StrEnum):
    """What a published figure is measured in."""

    AN_HOUR = "USD/h"
    MONEY = "USD"
    SHARE = "%"
    SHARE_A_YEAR = "% a year"
    SECONDS = "s"
    MONTHS = "months"
    TIMES = "times"

    @property
    def is_share(self) -> bool:
        """Say whether it is a share of something."""
        return self in (Measure.SHARE, Measure.SHARE_A_YEAR)


_GRADES: Final[Mapping[Graded, str]] = {
    Graded.A: "a survey or adviser that says how many were asked",
    Graded.B: "a named source, read where others retell it",
    Graded.C: "a vendor, a blog, or a table that nobody can check any more",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A published figure.

    Attributes:
        key: its name.
        what: what was measured.
        low, high: the range; both the same where one number was published.
        unit: what it is measured in.
        of: what a share is taken of; empty for others.
        scope: where and for whom it was found.
        year: of when it is.
        source, address: who published it, and where.
        grade: how good that source is.
        note: what else one has to know; empty if nothing.
    """

    key: str
    what: str
    low: Decimal
    high: Decimal
    unit: Measure
    of: str
    scope: str
    year: int
    source: str
    address: str
    grade: Graded
    note: str = ""

    def age(self, year: int) -> int:
        """Give how many years old it is in a year."""
        return max(0, year - self.year)

    def is_stale(self, year: int) -> bool:
        """Say whether it is too old in a year to go by without saying so."""
        return self.age(year) > STALE

    @property
    def shares(self) -> tuple[Decimal, Decimal]:
        """Give the range of a share as parts of one; see ``Measure.is_share``."""
        return self.low / 100, self.high / 100
