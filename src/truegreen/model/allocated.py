"""A plan of where work lives, as it was found: shares of work at sites, what they cost and are worth, and why.

Money is estimated, in the plan's currency and over its months, so that it is held as plain numbers here. Each number of
a cell at a site says where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from truegreen.model.finding import Finding


class Origin(StrEnum):
    """Where a number comes from."""

    CONTRACT = "contract"
    MEASURED = "measured"
    BORROWED = "borrowed"
    BENCHMARK = "benchmark"
    ASSUMED = "assumed"

    @property
    def words(self) -> str:
        """Say it in words."""
        return _WORDS[self]


_WORDS = {
    Origin.CONTRACT: "as the plan's terms say",
    Origin.MEASURED: "measured in records",
    Origin.BORROWED: "borrowed from the other sites, since no record tells it here",
    Origin.BENCHMARK: "a published figure",
    Origin.ASSUMED: "assumed by the plan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell's work at a site, planned or of today.

    Attributes:
        site: its name.
        share, today: share of the cell's issues there, as planned and as of today; 0 to 1.
        most: share of them that may be there at most.
        issues: issues there as planned.
        contacts: contacts that they take, those who come back included.
        hours: hours of work; 0 where no people are needed.
        cost: at list prices, before tiers.
        value: what the issues solved there are worth.
        cost_today, value_today: the same of today's share.
        solved: share that is solved at once, with its interval.
        low, high: of that, 90 %; both are the share itself where it is assumed.
        origins: where ``solved``, ``hours`` and ``price`` come from.
    """

    site: str
    share: float
    today: float
    most: float = 1.0
    issues: float
    contacts: float
    hours: float
    cost: float
    value: float
    cost_today: float
    value_today: float
    solved: float
    low: float
    high: float
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losing:
    """A site that may do a cell's work and does not.

    Attributes:
        site: its name.
        cut: money by which all of the cell would have to be cheaper there, or its solved issues worth more.
        part: that as a share of what the cell would cost there; above 1 no price would be low enough.
        is_least: whether more would be needed, because a team would have to be opened there too.
    """

    site: str
    cut: float
    part: float
    is_least: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A site that may not do a cell's work, with every reason."""

    site: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlan:
    """What is planned for a cell.

    Attributes:
        members: its member of each of the plan's slices.
        issues: in the plan's time.
        worth: what one more solved issue is worth.
        worth_from: where that comes from, in words.
        placed: sites that have some of it, planned or today, the largest planned share first.
        losing: eligible sites without any of it, the nearest to winning first.
        barred: sites that may not do it.
    """

    members: tuple[str, ...]
    issues: float
    worth: float
    worth_from: str
    placed: tuple[Placed, ...]
    losing: tuple[Losing, ...] = ()
    barred: tuple[Barred, ...] = ()

    @property
    def moved(self) -> float:
        """Issues that leave a site of today; what no record tells of leaves none."""
        return self.issues * sum(max(each.today - each.share, 0.0) for each in self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """What is planned at a site.

    Attributes:
        site, supplier, country, kind: its name, who runs it, where it lies, and what it is (of ``plan.Kind``).
        hours, today: hours of work as planned, and of today's shares.
        most: hours that it can do at most; infinite where nobody says.
        one_more: what one more hour there would save; 0 where hours are left.
        issues: as planned.
        cost: of its work at list prices.
        teams: contact types that have a team there; ``opened`` are new, ``closed`` are those given up.
    """

    site: str
    supplier: str
    country: str
    kind: str
    hours: float
    today: float
    most: float
    one_more: float
    issues: float
    cost: float
    teams: tuple[str, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """A line of what a plan costs and is worth, beside today's; None where today cannot be said.

    Attributes:
        name: ``listed``, ``discounts``, ``shortfall``, ``fixed``, ``opening``, ``closing``, ``cost``, ``value``,
            ``tail`` or ``net``.
        words: what it is.
    """

    name: str
    words: str
    plan: float
    today: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How good the plan is known to be.

    Attributes:
        objective, bound: cost less weighted value plus weighted tail; no plan is below the bound.
        gap: how much a better plan could save at most; ``share`` of what today costs.
        is_kept: whether every row held when looked at again in plain numbers.
        rows, columns: of the program.
        seconds: of the processor.
    """

    objective: float
    bound: float
    gap: float
    share: float
    is_kept: bool
    rows: int
    columns: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCost:
    """What a wish costs, between these two as far as both plans are proven; ``words`` say the wish."""

    wish: str
    words: str
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """A point of the frontier: ``weight`` is how many times value counted, ``is_plan`` whether a plan stands there."""

    weight: float
    cost: float
    value: float
    is_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What more solved issues would cost at least.

    Attributes:
        line: of the relaxation, which no plan can be better than; cost and value rise.
        plans: whole plans near it.
        chosen: the plan.
        today: today's position; None where some work is nowhere today.
        left: the plan that is worth as much as today and cheapest; None where there is none.
        more: the plan that costs as much as today and is worth most.
    """

    line: tuple[FrontierPoint, ...]
    plans: tuple[FrontierPoint, ...]
    chosen: FrontierPoint
    today: FrontierPoint | None = None
    left: FrontierPoint | None = None
    more: FrontierPoint | None = None

    @property
    def left_on_the_table(self) -> float | None:
        """Money left on the table at today's value."""
        return self.today.cost - self.left.cost if self.today and self.left else None

    @property
    def value_available(self) -> float | None:
        """Value available at today's cost."""
        return self.more.value - self.today.value if self.today and self.more else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """What plans would come to in each future: cost less weighted value.

    Attributes:
        names, chances: of W futures.
        plans: names of P plans, the plan itself first.
        costs, regrets: (P, W) money; a regret is how much more than the best of these plans there.
        tails: for each plan, the mean of its dearest futures (CVaR) beyond ``beyond``.
    """

    names: tuple[str, ...]
    chances: tuple[float, ...]
    plans: tuple[str, ...]
    costs: tuple[tuple[float, ...], ...]
    regrets: tuple[tuple[float, ...], ...]
    tails: tuple[float, ...]
    beyond: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much hangs on whom: shares of people's hours, and the sum of their squares (HHI; 1 is a single one)."""

    suppliers: Mapping[str, float]
    countries: Mapping[str, float]
    by_supplier: float
    by_country: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairBehind:
    """What the numbers of a cell at a site are made of.

    Attributes:
        members, site: which cell, and where.
        issues: of the whole cell in the plan's time.
        cases, judged, held: of the records: all, those whose outcome is known, and those that stayed solved.
        solved, low, high: the share solved that is reckoned with, drawn towards the other sites, with its interval.
        contacts: that an issue takes there until the customer stays away.
        minutes: of work for a contact.
        cost: of an issue there at list prices: contacts, times their minutes, times the price of an hour; or contacts,
            times the price of one.
        worth: what one more solved issue is worth.
        most: share of the cell that may go there; 0 where the site may not do it.
        origins: where ``solved``, ``hours`` and ``price`` come from.
    """

    members: tuple[str, ...]
    site: str
    issues: float
    cases: int
    judged: int
    held: int
    solved: float
    low: float
    high: float
    contacts: float
    minutes: float
    cost: float
    worth: float
    most: float
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What a plan's numbers are made of; ``query`` gives the records, as anyone can run it in the project's folder."""

    currency: str
    slices: tuple[str, ...]
    pairs: tuple[PairBehind, ...]
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One of the wishes that cannot hold together.

    Attributes:
        wish: its name, ``hours`` for what sites can do, or ``least_hours`` for the least size of teams.
        words: what is wished.
        is_enough: whether giving it up altogether makes a plan possible.
        enough: how far it would have to give way if the others hold, in words; empty where that cannot be said.
    """

    wish: str
    words: str
    is_enough: bool
    enough: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """No plan keeps to all wishes; none of ``conflicts`` can be left out of the list."""

    plan: str
    title: str
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated:
    """A plan as it was found.

    Attributes:
        plan, title: of its file.
        run: which run's records it is made from.
        currency: of all money.
        starts, months: the plan's time.
        first, last: days of the records that it learns from.
        value_weight: how many times value counts beside cost.
        slices: what splits the work; ``contact_type`` is among them.
        cells: what is planned for each, those that move most first.
        sites: what is planned at each.
        bill: what it costs and is worth, beside today.
        proof: how good it is known to be.
        wishes: what each costs, the dearest first.
        spread: how much hangs on whom; ``spread_today`` today.
        frontier: of cost and value; None where it was not asked for.
        futures: what plans come to in each; None where none is told.
        findings: what is odd about the plan and the records.
    """

    plan: str
    title: str
    run: str
    currency: str
    starts: date
    months: int
    first: date
    last: date
    value_weight: float
    slices: tuple[str, ...]
    cells: tuple[CellPlan, ...]
    sites: tuple[SitePlan, ...]
    bill: tuple[BillLine, ...]
    proof: Proof
    wishes: tuple[WishCost, ...]
    spread: Spread
    spread_today: Spread
    frontier: Frontier | None = None
    futures: Futures | None = None
    findings: Sequence[Finding] = field(default_factory=tuple)

    @property
    def moved(self) -> float:
        """Issues that change their site."""
        return sum(each.moved for each in self.cells)

    @property
    def issues(self) -> float:
        """All issues."""
        return sum(each.issues for each in self.cells)

    def line(self, name: str) -> BillLine:
        """Give a line of the bill by its name."""
        return next(each for each in self.bill if each.name == name)
