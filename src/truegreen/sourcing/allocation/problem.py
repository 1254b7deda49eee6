"""What the allocation knows: work, sites, the pairs that may be, prices and wishes. Plain arrays, one currency."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats, Places, Truths
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Work:
    """The work, cell by cell; a cell is served whole by shares of sites.

    Attributes:
        volume: issues in the plan's time, for each of D cells.
        worth: money that one more solved issue is worth, for each cell.
        type_of: which of C contact types each cell is of.
        group_of: which of Q skill groups each contact type belongs to; a group's people can stand in for one another.
        least_hours: hours below which a team for a contact type makes no sense, for each of C types.
    """

    volume: Floats
    worth: Floats
    type_of: Places
    group_of: Places
    least_hours: Floats

    @property
    def types(self) -> int:
        """How many contact types there are."""
        return len(self.group_of)

    @property
    def groups(self) -> int:
        """How many skill groups there are."""
        return int(self.group_of.max()) + 1 if len(self.group_of) else 0


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites: those of suppliers, the client's own, self-service, and leaving an issue out.

    Attributes:
        supplier_of, country_of: whose each of S sites is, and where it lies.
        is_free: whether a site needs no people: self-service and work that is no longer needed.
        hours: hours of work that a site can do at most in the plan's time.
        fixed: money that a site costs once it is used.
    """

    supplier_of: Places
    country_of: Places
    is_free: Truths
    hours: Floats
    fixed: Floats

    @property
    def suppliers(self) -> int:
        """How many suppliers there are."""
        return int(self.supplier_of.max()) + 1

    @property
    def countries(self) -> int:
        """How many countries there are."""
        return int(self.country_of.max()) + 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which site may do which cell, and what all of the cell would be there; P pairs, ordered by cell, then site.

    Attributes:
        cell, site: the pair.
        hours: hours of work that the whole cell takes there.
        spend: money that the whole cell costs there, before discounts.
        solved: share of the cell's issues that are solved there.
        most: share of the cell that may go there.
        today: share of the cell that is there today.
    """

    cell: Places
    site: Places
    hours: Floats
    spend: Floats
    solved: Floats
    most: Floats
    today: Floats


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the allocation knows.

    Attributes:
        work, sites, pairs: what there is to do, where, and what it would be there.
        opening: money that a team for a contact type costs at a site in the plan's time, C × S: moving there, training,
            and what splitting people costs.
        closing: money that giving up today's team for a contact type costs, C × S; 0 where there is none.
        tiers: each supplier's prices by spend.
        committed: money that each supplier is owed at least, once it is used.
        wishes: what a plan has to keep to.
    """

    work: Work
    sites: Sites
    pairs: Pairs
    opening: Floats
    closing: Floats
    tiers: tuple[Tiers, ...]
    committed: Floats
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def supplier(self) -> Places:
        """The supplier of each pair."""
        return self.sites.supplier_of[self.pairs.site]

    @property
    def contact_type(self) -> Places:
        """The contact type of each pair."""
        return self.work.type_of[self.pairs.cell]

    @property
    def needs_people(self) -> Truths:
        """Whether a pair is work of people."""
        return ~self.sites.is_free[self.pairs.site]

    @property
    def value(self) -> Floats:
        """What all of a pair's cell would be worth there: issues, times the share solved, times what one is worth."""
        cell = self.pairs.cell
        return np.asarray(self.work.volume[cell] * self.work.worth[cell] * self.pairs.solved)

    def counted(self, supplier: int) -> Floats:
        """Give how much of what a supplier's tiers count each pair's whole cell is; 0 for pairs of others."""
        kinds = {"spend": self.pairs.spend, "hours": self.pairs.hours, "issues": self.work.volume[self.pairs.cell]}
        return np.where(self.supplier == supplier, kinds[self.tiers[supplier].counted], 0.0)

    def spend_of_today(self) -> float:
        """Give what today's shares cost at list prices; of the cheapest pairs where nothing is anywhere today."""
        today = float(self.pairs.spend @ self.pairs.today)
        if today > 0:
            return today
        least = np.full(len(self.work.volume), np.inf)
        np.minimum.at(least, self.pairs.cell, self.pairs.spend)
        return float(least[np.isfinite(least)].sum())
