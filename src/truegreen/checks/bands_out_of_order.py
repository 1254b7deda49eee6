"""Bands and tiers that are out of order leave volumes that belong to two of them, or to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from truegreen.model.agreement import Agreement, Band
from truegreen.model.finding import Finding, Level, error
from truegreen.primitives.operand import value_of
from truegreen.terms.unit_price import Tier, UnitPrice
from truegreen.units.quantity import Quantity

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find bands of a volume, and tiers of a price, that do not end higher than the one before."""
    for ladder in _ladders(agreement):
        for lower, upper in pairwise(ladder):
            if lower.up_to is None or (upper.up_to is not None and _end(upper.up_to) <= _end(lower.up_to)):
                above = "without an upper end" if lower.up_to is None else f"up to {lower.up_to}"
                says = f"This follows one {above}, and does not end higher."
                remedy = "Write them from the lowest to the highest; only the last has no upper end."
                yield error(upper.at, "bands-out-of-order", says, remedy)


def _end(up_to: int | Quantity) -> Fraction:
    return value_of(up_to).number if isinstance(up_to, Quantity) else Fraction(up_to)


def _ladders(agreement: Agreement) -> Iterator[Sequence[Band | Tier]]:
    for service in agreement.services.values():
        if service.volume:
            yield service.volume.bands
    for term in agreement.terms.values():
        if isinstance(term.says, UnitPrice) and term.says.tiers:
            yield term.says.tiers.each
