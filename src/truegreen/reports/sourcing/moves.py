"""What moves from where to where: of each cell what sites lose goes to those that gain, in proportion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from truegreen.model.allocated import Allocated, CellPlan
from truegreen.reports.sourcing.flow_picture import Flow

NOWHERE: Final = "no record tells"
"""Where work comes from that no record tells of."""
_NONE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """Issues of a contact type that change their site; of all types where it has no name."""

    contact_type: str
    start: str
    end: str
    issues: float


def ways(of: CellPlan) -> Iterator[Flow]:
    """Give how many issues of a cell stay at each site, and how many go from each to each.

    Of what several sites lose and several gain, nobody can say which went where: it is given in proportion.
    """
    grown = {each.site: each.share - each.today for each in of.placed}
    known = sum(each.today for each in of.placed)
    lost = {site: -more for site, more in grown.items() if more < -_NONE}
    if known < 1 - 1e-6:
        lost[NOWHERE] = 1 - known
    gained = {site: more for site, more in grown.items() if more > _NONE}
    for each in of.placed:
        if min(each.share, each.today) > _NONE:
            yield Flow(each.site, each.site, of.issues * min(each.share, each.today))
    whole = sum(gained.values()) or 1.0
    for start, less in lost.items():
        for end, more in gained.items():
            yield Flow(start, end, of.issues * less * more / whole, start != NOWHERE)


def contact_type(of: Allocated, cell: CellPlan) -> str:
    """Give the contact type of a cell; all of its members where work is split by other things."""
    if "contact_type" in of.slices:
        return cell.members[of.slices.index("contact_type")]
    return ", ".join(cell.members)


def flows(of: Allocated) -> list[Flow]:
    """Give how many issues go from each site to each, those that stay among them."""
    held: dict[tuple[str, str], float] = {}
    for cell in of.cells:
        for each in ways(cell):
            held[each.start, each.end] = held.get((each.start, each.end), 0.0) + each.amount
    return [Flow(start, end, many, start != NOWHERE) for (start, end), many in held.items()]


def moves(of: Allocated) -> list[Move]:
    """Give what moves by contact type, the most first; what no record tells of does not move."""
    held: dict[tuple[str, str, str], float] = {}
    for cell in of.cells:
        kind = contact_type(of, cell)
        for each in ways(cell):
            if each.moves:
                key = kind, each.start, each.end
                held[key] = held.get(key, 0.0) + each.amount
    return sorted((Move(*key, many) for key, many in held.items()), key=lambda each: (-each.issues, each.contact_type))
