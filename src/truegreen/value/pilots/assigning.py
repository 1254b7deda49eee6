"""Who gets the change: drawn by chance within strata, in whole clusters, and drawn once.

Units stand in an order that their names and the registered text decide, and go into arms by permuted blocks: in every
block each arm has exactly its share, in an order drawn anew. Whoever comes later goes on where the stratum stands, so
that nobody moves; the same inputs give the same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from truegreen.files.pilot_tables import Assigned
from truegreen.model.pilot import Design, Registered
from truegreen.value.pilots.hold_out import held_out, place


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that could be put into an arm: what it belongs to, its stratum, and the day it came up, if not today."""

    unit: str
    cluster: str = ""
    stratum: str = ""
    on: date | None = None


def assigned(
    registered: Registered, candidates: Iterable[Candidate], already: Sequence[Assigned], on: date
) -> list[Assigned]:
    """Put units that are in no arm yet into one, those that are there stay; gives the new rows only.

    Args:
        registered: the pilot; its digest is what everything is drawn with.
        candidates: units, in any order; those that are in an arm already are passed over.
        already: who is in which arm.
        on: the day that is written down.
    """
    pilot = registered.pilot
    there = {each.unit for each in already}
    new = {each.unit: each for each in candidates if each.unit not in there}
    arm_of = {_whole(each): (each.arm, each.stratum) for each in already}
    if pilot.design is Design.ALERTS:
        share = float(pilot.arms[pilot.control].in_unit("share"))
        drawn = {name: pilot.control if held_out(name, registered.digest, share) else pilot.treated for name in new}
        return [Assigned(name, "", new[name].stratum, drawn[name], new[name].on or on) for name in sorted(new)]
    shares = {name: each.in_unit("share") for name, each in pilot.arms.items()}
    arm_of |= _drawn(new.values(), arm_of, shares, registered.digest)
    rows = [Assigned(each.unit, each.cluster, arm_of[_whole(each)][1], arm_of[_whole(each)][0], on)
            for each in new.values()]  # fmt: skip
    return sorted(rows, key=lambda each: (each.stratum, each.cluster, each.unit))


def block(shares: Mapping[str, Fraction], stratum: str, number: int, salt: str) -> list[str]:
    """Give the arms of a block in the order drawn: the smallest block in which each arm has exactly its share.

    >>> sorted(block({"a": Fraction(1, 4), "b": Fraction(3, 4)}, "", 0, "salt"))
    ['a', 'b', 'b', 'b']
    """
    size = lcm(*(each.denominator for each in shares.values()))
    slots = [arm for arm, share in shares.items() for _ in range(int(share * size))]
    order = sorted(range(size), key=lambda at: place(f"{stratum}\x1f{number}\x1f{at}", salt))
    return [slots[at] for at in order]


def _drawn(
    new: Iterable[Candidate], there: Mapping[str, tuple[str, str]], shares: Mapping[str, Fraction], salt: str
) -> dict[str, tuple[str, str]]:
    """Give the arm and stratum of clusters that are in none yet."""
    strata: dict[str, list[str]] = defaultdict(list)
    for each in new:
        if _whole(each) not in there:
            strata[_whole(each)].append(each.stratum)
    waiting: dict[str, list[str]] = defaultdict(list)
    for whole, seen in strata.items():
        waiting[_most(seen)].append(whole)
    taken = Counter(stratum for _, stratum in there.values())
    found = {}
    for stratum, wholes in sorted(waiting.items()):
        for number, whole in enumerate(sorted(wholes, key=lambda each: (place(each, salt), each)), taken[stratum]):
            row = block(shares, stratum, number // _size(shares), salt)
            found[whole] = (row[number % _size(shares)], stratum)
    return found


def _size(shares: Mapping[str, Fraction]) -> int:
    return lcm(*(each.denominator for each in shares.values()))


def _whole(each: Candidate | Assigned) -> str:
    """Name what goes into an arm as a whole: the cluster, or the unit alone."""
    return each.cluster or each.unit


def _most(strata: Sequence[str]) -> str:
    """Give the stratum that most units of a cluster are in; the first by name where several are."""
    held = Counter(strata)
    return min(held, key=lambda each: (-held[each], each))
