"""What is true in the world: how customers react, and how likely each thing is in every cell and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from truegreen.world.setting import (
    BY_PROVIDER,
    CAME_BACK,
    CONTACT_TYPES,
    FAST,
    LATE,
    PLANTED,
    REOPENED,
    SEGMENTS,
    SITES,
    TARGETED,
    Planted,
)


@dataclass(frozen=True, slots=True)
class Nature:
    """How customers react, and what is planted; ``NOTHING_PLANTED`` has neither causes nor differences.

    Attributes:
        planted: cells that are made different.
        types_differ: whether contact types are of different difficulty.
        content, failed: chance to be satisfied after a case that held, and after one that came back or was reopened.
        late: what a late case takes off that chance.
        leaves: chance a month that an account gives notice for reasons of its own.
        pull: how strongly failures of the last three months make an account leave (log odds per unit of their share).
        renewal: how many times likelier notice is in the three months before the yearly renewal.
        peak: how much longer handling takes in November and December.
        quiet_own, quiet_failed: share of the leavers who stop booking before they give notice, of those with reasons of
            their own and of those whose first contacts failed.
        left_alone: how many times likelier notice is within half a year where no save is attempted.
        offered: how many times likelier recurring revenue grows in the three months after an offer.
    """

    planted: tuple[Planted, ...] = PLANTED
    types_differ: bool = True
    content: float = 0.93
    failed: float = 0.15
    late: float = 0.04
    leaves: float = 0.005
    pull: float = 10.0
    renewal: float = 2.0
    peak: float = 1.3
    quiet_own: float = 0.8
    quiet_failed: float = 0.3
    left_alone: float = 2.5
    offered: float = 1.25


AS_PLANTED: Final = Nature()
NOTHING_PLANTED: Final = Nature((), types_differ=False, content=0.81, failed=0.81, late=0.0, leaves=0.009, pull=0.0,
                                renewal=1.0, peak=1.0, quiet_own=0.0, quiet_failed=0.0, left_alone=1.0,
                                offered=1.0)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What is true of one site, contact type and segment in one month.

    Attributes:
        site, contact_type, segment: places in ``SITES``, ``CONTACT_TYPES`` and ``SEGMENTS``.
        late: chance of a case with a target that the provider did not raise itself; all others are in time.
        fast, came_back, reopened: chances of one case.
        satisfied: chance that a customer is satisfied with a case.
        kind: ``watermelon``, ``inverse`` or empty.
    """

    site: int
    contact_type: int
    segment: int
    late: float
    fast: float
    came_back: float
    reopened: float
    satisfied: float
    kind: str


def cells(month: date, nature: Nature) -> list[Cell]:
    """Give the truth of every cell in a month."""
    return [
        _cell(site, contact_type, segment, month, nature)
        for site in range(len(SITES))
        for contact_type in range(len(CONTACT_TYPES))
        for segment in range(len(SEGMENTS))
    ]


def _cell(site: int, contact_type: int, segment: int, month: date, nature: Nature) -> Cell:
    came_back = CONTACT_TYPES[contact_type].came_back if nature.types_differ else CAME_BACK
    late, fast, reopened, kind = LATE, FAST, REOPENED, ""
    for each in nature.planted:
        here = (each.site, each.contact_type) == (SITES[site].name, CONTACT_TYPES[contact_type].name)
        if here and each.segment in (None, SEGMENTS[segment]) and each.first <= month <= each.last:
            late, fast, came_back, reopened, kind = each.late, each.fast, each.came_back, each.reopened, each.kind
    fails = 1 - (1 - came_back) * (1 - reopened)
    is_late = TARGETED * (1 - BY_PROVIDER) * late
    satisfied = nature.content + fails * (nature.failed - nature.content) - is_late * nature.late
    return Cell(site, contact_type, segment, late, fast, came_back, reopened, satisfied, kind)
