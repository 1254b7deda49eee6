"""Total cost as it is told: lines with their origin, the case as sold beside the house as it runs, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.plan_costs import Kind
from truegreen.model.reference import Reference
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.range import Range, summed


class Origin(StrEnum):
    """Where a line of cost comes from, the surest first."""

    CONTRACT = "contract"
    MEASURED = "measured"
    BENCHMARK = "benchmark"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of total cost.

    Attributes:
        kind: which.
        amount: of a year where it comes every year, else once; below nought what is taken off. None: unknown.
        present: the same over all years, as worth at the start; None likewise.
        origin: where it comes from.
        source: what exactly: a clause, records, published figures, somebody's word.
        steps: how it was reckoned, in words, in order.
        beside: published figures to hold it against; of an unknown line, all that can be said.
        beside_amount: what those would make it, in the plan's currency; None where they are not to be turned into it.
    """

    kind: Kind
    amount: Range | None
    present: Range | None
    origin: Origin
    source: str = ""
    steps: tuple[str, ...] = ()
    beside: tuple[Reference, ...] = ()
    beside_amount: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One way to see a supplier's cost: as it was sold, or as it runs.

    Attributes:
        lines: those that are known and those that are not, in their order.
        yearly: of a year, what comes once spread evenly over the years; of known lines only.
        present: over all years, as worth at the start; of known lines only.
    """

    lines: Sequence[Line]
    yearly: Range
    present: Range

    @property
    def is_known(self) -> bool:
        """Say whether any line is known."""
        return any(each.amount is not None for each in self.lines)

    @property
    def unknown(self) -> tuple[Kind, ...]:
        """Name the lines that nobody knows."""
        return tuple(each.kind for each in self.lines if each.amount is None)

    def line(self, kind: Kind) -> Line | None:
        """Give the line of a kind, if it has one."""
        return next((each for each in self.lines if each.kind is kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one kind of line makes of the difference between as sold and as run, a year.

    Attributes:
        kind: which.
        moves: by how much, what comes once spread over the years.
        because: why, in a sentence.
    """

    kind: Kind
    moves: Range
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """How many issues were solved, and what one cost.

    Attributes:
        cases: counted in the months of records.
        judged, solved: of them, those whose outcome can be known, and those that stayed solved.
        share: of the judged; None where there are none.
        share_low, share_high: its 95 % interval.
        each_case: what a case costs as it runs, a year's cost over a year's cases; None where nothing is known.
        each_solved: what a solved issue costs: the same over the share that is solved.
        each_between: the same over both ends of that share's interval.
    """

    cases: int
    judged: int
    solved: int
    share: float | None
    share_low: float | None
    share_high: float | None
    each_case: Range | None
    each_solved: Range | None
    each_between: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A supplier's total cost.

    Attributes:
        name: of the supplier.
        is_client: whether it is the client's own house.
        sold: as it was sold; None where no business case is written down.
        run: as it runs.
        changes: from one to the other, the largest first; empty without a case.
        solved: issues that it solved, and what each costs; None where no record tells.
    """

    name: str
    is_client: bool
    sold: Column | None
    run: Column
    changes: Sequence[Change]
    solved: Solved | None

    @property
    def moved(self) -> Range | None:
        """Give how much dearer it runs than it was sold, a year; None without a case, or where nothing is known."""
        if self.sold is None or not self.run.is_known:
            return None
        return summed((each.moves for each in self.changes), self.run.yearly.low.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite:
    """What the recorded work of a site costs.

    Attributes:
        site, supplier: which, and whose.
        recorded: what the records say its cases cost; None where they do not.
        solved: its issues, and what one costs by what is recorded.
    """

    site: str
    supplier: str
    recorded: Money | None
    solved: Solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Costed:
    """Total cost of a plan's suppliers, the client's own house among them.

    Attributes:
        plan, title: which plan.
        currency: of all amounts.
        rate: what money a year later is worth less, as a share.
        years: over how many what comes once is spread.
        records: the months that are measured; None where there are none.
        suppliers: in the plan's order.
        sites: what records say of each site.
        references: published figures that were used or stand beside, by their keys.
        findings: what to know.
        on: the day on which published figures are looked at.
        run, known_until: of the run.
    """

    plan: str
    title: str
    currency: str
    rate: Decimal
    years: int
    records: Period | None
    suppliers: Sequence[Owned]
    sites: Sequence[AtSite]
    references: Mapping[str, Reference]
    findings: Sequence[Finding]
    on: date
    run: str
    known_until: str
