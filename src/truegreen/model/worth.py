"""What one more solved issue is worth: a customer kept a little likelier, times what such a customer is worth.

Both factors travel with the product, each with its interval. Money is estimated, and held as plain numbers in one
currency, which whoever holds them says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from truegreen.model.allocated import Origin
from truegreen.model.finding import Finding

Between: TypeAlias = tuple[float, float, float]
"""A number with the ends of its interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one more solved issue of a segment and contact type is worth.

    Attributes:
        segment, contact_type: which; an empty segment is all customers together.
        value: what a plan reckons with: 0 where nothing is established.
        told: the estimate with its interval, whether it is established or not; None where there is none.
        loss: by how much likelier its customer leaves if the issue is not solved, with its interval; None likewise.
        customer: what such a customer is worth, with its interval; None likewise.
        origin: measured, borrowed (from other contact types or segments), or assumed by the plan; None for nothing.
        because: one sentence that says it aloud: how it came about, or why there is nothing.
        cases: issues of the last months that it rests on.
    """

    segment: str
    contact_type: str
    value: float
    told: Between | None = None
    loss: Between | None = None
    customer: Between | None = None
    origin: Origin | None = None
    because: str = ""
    cases: int = 0

    @property
    def is_established(self) -> bool:
        """Say whether it is more than nothing beyond chance, or said by the plan."""
        return self.value > 0 if self.told is None else self.told[1] > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What one more solved issue is worth, by segment and contact type.

    Attributes:
        currency: of all amounts.
        each: by segment and contact type, and by contact type for all customers together.
        otherwise: what holds of what is not among them; always 0, with the reason.
        findings: what is missing.
    """

    currency: str
    each: Sequence[Worth]
    otherwise: Worth
    findings: Sequence[Finding] = ()

    def of(self, segment: str, contact_type: str) -> Worth:
        """Give what one more solved issue is worth; of a segment that nobody knows, that of all customers."""
        named = {(worth.segment, worth.contact_type): worth for worth in self.each}
        return named.get((segment, contact_type)) or named.get(("", contact_type)) or self.otherwise

    def by_cell(
        self, slices: Sequence[str], cells: Sequence[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], tuple[float, str]]:
        """Give what one more solved issue of some cells is worth, and where that comes from, in words.

        Args:
            slices: what the cells are split by, contact_type among them.
            cells: their members, one for each slice.
        """
        found = {}
        for each in cells:
            named = dict(zip(slices, each, strict=True))
            worth = self.of(named.get("segment", ""), named["contact_type"])
            found[each] = (worth.value, worth.because)
        return found
