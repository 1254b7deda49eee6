"""Which lines a total cost has, and which published figures stand beside each where nobody knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.model.plan_costs import Kind
from truegreen.model.reference import Measure, Reference

SUPPLIER: Final = (
    Kind.FEES, Kind.REWORK, Kind.SELECTION, Kind.TRANSITION, Kind.PARALLEL, Kind.LEARNING, Kind.SEVERANCE,
    Kind.GOVERNANCE, Kind.CHANGES, Kind.TRAVEL, Kind.EXIT,
)  # fmt: skip
"""Lines of a supplier; what its agents, rooms and machines cost stands in its price."""
HOUSE: Final = (
    Kind.FEES, Kind.REWORK, Kind.GOVERNANCE, Kind.ATTRITION, Kind.TECHNOLOGY, Kind.FACILITIES, Kind.PEOPLE,
)  # fmt: skip
"""Lines of the client's own house, which pays for them itself."""
BESIDE: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SELECTION: ("tco.select", "tco.select.text"),
    Kind.TRANSITION: ("tco.transition", "tco.kt"),
    Kind.LEARNING: ("tco.productivity",),
    Kind.SEVERANCE: ("tco.layoff",),
    Kind.GOVERNANCE: ("tco.manage", "tco.governance"),
    Kind.ATTRITION: ("attr.hist", "attr.captive", "attr.replace", "attr.replace.swpp"),
    Kind.REWORK: ("kpi.fcr.avg", "kpi.fcr.good"),
    Kind.CHANGES: ("tco.changepremium",),
}
OF_FEES: Final = "the contract a year"
"""What a published share is of that may be taken of a year's fees."""


def is_of_fees(of: Reference) -> bool:
    """Say whether a published figure is a share of a year's fees."""
    return of.unit is Measure.SHARE and of.of == OF_FEES


def is_money(of: Reference) -> bool:
    """Say whether a published figure is an amount of money for each of something."""
    return of.unit is Measure.MONEY


def can_be_reckoned(of: Reference) -> bool:
    """Say whether a published figure can make a line: an amount, a share of the fees, or a share a year."""
    return is_of_fees(of) or is_money(of) or of.unit is Measure.SHARE_A_YEAR
