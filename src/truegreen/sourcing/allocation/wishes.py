"""What a plan has to keep to, and the ways that the future may go."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.sourcing.allocation.arrays import Floats


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Ways that the future may go, for the tail of the cost.

    Attributes:
        chance: how likely each of W scenarios is; they sum to 1.
        demand: times the volume of each contact type, W × C.
        price: times the prices in each country, W × countries.
        solving: what is added to the share solved at each site, W × S.
        beyond: the tail is the dearest 1 - ``beyond`` of what may happen.
        weight: how many times the mean of that tail counts beside the cost.
    """

    chance: Floats
    demand: Floats
    price: Floats
    solving: Floats
    beyond: float = 0.8
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a plan has to keep to; ``None`` and empty mean that nothing is wished.

    Attributes:
        value_weight: how many times what solved issues are worth counts beside what they cost.
        supplier_share: largest share of all people's hours with one supplier.
        country_share: largest share of all people's hours in each country.
        most_suppliers: how many suppliers with people may be used, the client's own house among them.
        two_sites: contact types that need a team at two sites at least.
        least_share: share of a contact type below which a site is not given any of it.
        is_single: whether each cell goes to one site whole.
        cover: share of each group's hours that the other sites must be able to take over if a site fails.
        stretch: how far beyond its hours a site can go when another fails: 1.1 is a tenth more.
        most_moved: issues that may change their site at most.
        least_value: what solved issues are worth at least.
        most_cost: money that is paid at most.
        scenarios: ways that the future may go.
    """

    value_weight: float = 1.0
    supplier_share: float | None = None
    country_share: Floats | None = None
    most_suppliers: int | None = None
    two_sites: tuple[int, ...] = ()
    least_share: float = 0.0
    is_single: bool = False
    cover: Floats | None = None
    stretch: float = 1.0
    most_moved: float | None = None
    least_value: float | None = None
    most_cost: float | None = None
    scenarios: Scenarios | None = None
