"""The truth test: what the contract says of each piece of work, beside what its customers live through.

Contract status is a fact, counted. Outcome status is an inference, and carries its chance of being wrong. A piece of
work is a **cell**: some members of slices in one month, under one experience level. Months that say the same of the
same work are told together, as an **entry**.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from truegreen.model.finding import Finding
from truegreen.model.reading import PARTS, Contract
from truegreen.units.money import Money
from truegreen.units.period import Period


class Kind(StrEnum):
    """How contract and customers stand to each other."""

    WATERMELON = "watermelon"
    INVERSE = "inverse"
    TRUE_GREEN = "true green"
    TRUE_RED = "true red"
    CANNOT_TELL = "cannot tell yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one measure counted: so many of so many.

    Attributes:
        measure, title: which measure; the title is its id where the agreement names none.
        hits, of: so many of so many; a mean's total in its unit's small parts, and its rows.
        unit, better: of its metric.
        target: the level it is held against, in its unit; None where none is agreed.
        status: how the contract judges it.
        elsewhere_hits, elsewhere_of: the same in all other work under the level in those months.
        spare: how many more rows could have gone wrong before it were missed; for a missed one how many too many went
            wrong, below zero; None where that cannot be said.
        since: the first month in which the agreement has it, where that is a later one than the first that is told.
    """

    measure: str
    title: str
    hits: int
    of: int
    unit: str
    better: str
    target: Fraction | None = None
    status: Contract = Contract.NOT_JUDGED
    elsewhere_hits: int = 0
    elsewhere_of: int = 0
    spare: int | None = None
    since: Period | None = None

    @property
    def value(self) -> Fraction | None:
        """Give the share or mean, in its unit; None where nothing was counted."""
        return Fraction(self.hits, self.of) / PARTS[self.unit] if self.of else None

    @property
    def elsewhere(self) -> Fraction | None:
        """Give the same everywhere else under the level."""
        return Fraction(self.elsewhere_hits, self.elsewhere_of) / PARTS[self.unit] if self.elsewhere_of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is inferred about the customers of some work.

    Attributes:
        value: the share of all its customers who are content, or their mean score, most likely.
        low, high: 95 of 100 times the true one lies between.
        red: chance that the true one is below the red line.
        content: chance that it is at the target or above.
    """

    value: float
    low: float
    high: float
    red: float
    content: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One piece of work in one month, under one experience level.

    Attributes:
        level: the experience level.
        members: its members by slice.
        inside: whether the agreement covers it; work outside is held to the same levels all the same.
        period: the month.
        contract: green if every contracted measure was met, red if any was missed, or not judged.
        luck: for a red contract, the chance of so many misses, in this month and the three on either side, of work
            that is exactly at its target; for a green one, of so few; None where no contracted measure is a share.
        kept: the contracted measures.
        answers: customers content, of those who answered, with the target of the month.
        line: the red line of the month.
        proxies: what its customers went through, by other measures that name the level.
        belief: what is inferred.
        kind: what both sides together come to, as far as the lists keep their promise.
    """

    level: str
    members: Mapping[str, str]
    inside: bool
    period: Period
    contract: Contract
    luck: float | None
    kept: Sequence[Count]
    answers: Count
    line: Fraction
    proxies: Sequence[Count]
    belief: Belief
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Who is behind some work.

    Attributes:
        accounts, cases: accounts with cases in it, and the cases.
        revenue: what these accounts pay a month, the latest that is known; None where it is not known.
        revenue_why: why it is not known, or of how many accounts it is known; empty where of all.
    """

    accounts: int
    cases: int
    revenue: Money | None = None
    revenue_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Neighbouring months of the same work that say the same, told together.

    Counts are of all months of the entry and of all its members, those that are not on the list by themselves
    included, so that they do not show the worst months only.

    Attributes:
        number: its place among all entries, from 1; ``--open`` takes it.
        kind: what it is.
        level: the experience level.
        members: by slice the members it is about; a slice is missing where it is about all of them.
        inside: whether the agreement covers it.
        first, last: its first and last month.
        months: how many of these months are on the list, of how many.
        still: whether its last month is the last of the records.
        kept: the contracted measures over these months; each with its status over all of them together.
        answers: customers content, of those who answered.
        bounds: what they are held against, in the level's unit: the red line, or the target where they are content;
            each with the month from which on it was agreed, the first being the entry's first.
        proxies: what customers went through, with the same elsewhere.
        belief: the mean over its cells, each weighted by its cases; its interval covers the cells' mean.
        wrong: chance that a cell of it is on the list wrongly, on average.
        cells: places in ``Truth.cells`` of those on the list.
        affected: accounts, cases and revenue behind it; None where the rows are not those of the run any more.
    """

    number: int
    kind: Kind
    level: str
    members: Mapping[str, Sequence[str]]
    inside: bool
    first: Period
    last: Period
    months: tuple[int, int]
    still: bool
    kept: Sequence[Count]
    answers: Count
    bounds: Sequence[tuple[Period, Fraction]] = ()
    proxies: Sequence[Count]
    belief: Belief
    wrong: float
    cells: Sequence[int]
    affected: Affected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One kind's list, which holds its promised share of false entries.

    Attributes:
        kind: which.
        cells: cells on the list.
        wrong: false ones to be expected among them: the sum of the chances of being wrong.
        candidates: cells that the contract side would allow.
        doubter: how many cells would be left if only the answers of the month itself counted (exact test, with
            Benjamini and Hochberg's control of false discoveries).
        wanted: for those nobody can tell: how many more answers a typical one would need; None where more would
            not help.
    """

    kind: Kind
    candidates: int
    cells: int
    wrong: float
    doubter: int = 0
    wanted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """An experience level, and how it is read.

    Attributes:
        id, title, unit, better: which, and how it is measured.
        target, line: in its unit, as last agreed: content from the target on, red below the line.
        line_is: ``minimum`` or ``target``.
        contracted: ids of the measures whose status is the contract side.
        proxies: ids of the measures of what customers go through.
        cells: how many cells were looked at.
        not_inferred: why it is not inferred by cell; empty where it is.
        told: how strongly each signal speaks for the level, from -1 to 1, by its name.
        asked: whether customers were asked; else it is counted of all cases, and nobody “answered”.
    """

    id: str
    title: str
    unit: str = "share"
    better: str = "higher"
    target: Fraction | None = None
    line: Fraction | None = None
    line_is: str = ""
    contracted: Sequence[str] = ()
    proxies: Sequence[str] = ()
    cells: int = 0
    not_inferred: str = ""
    told: Mapping[str, float] | None = None
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One member of a slice in a league table, raw and with the mix of its work taken out.

    Attributes:
        member: who.
        answers: customers content, of those who answered.
        expected: the share that this mix of work has elsewhere: contact type, segment and month alike.
        adjusted: its share if it had everybody's mix; None with no answers.
        low, high: 95 % interval of the adjusted share.
        kept: the contracted measures, raw.
        distance: how many standard errors it lies from what its mix has elsewhere, members' own spread counted in;
            None where that cannot be said.
    """

    member: str
    answers: Count
    expected: float | None
    adjusted: float | None
    low: float | None
    high: float | None
    kept: Sequence[Count]
    distance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Between which shares members lie that are alike, by how many of their customers answered.

    Attributes:
        confidence: share of such members that lie between, two-sided.
        wide: whether it allows for how much members differ anyway.
        line: (answers, low, high), from few answers to many.
    """

    confidence: float
    wide: bool
    line: Sequence[tuple[float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """The members of a slice beside each other, for one experience level; the worst adjusted outcome first.

    Attributes:
        level, by: which level and slice.
        rows: the members.
        centre: the share of all together; None with no answers.
        bands: what chance alone, and chance beside members' own spread, would draw around it.
    """

    level: str
    by: str
    rows: Sequence[Standing]
    centre: float | None = None
    bands: Sequence[Band] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account behind an entry: what it pays, what it went through, when it renews."""

    id: str
    revenue: Money | None
    cases: int
    answers: int
    unhappy: int
    renewal: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An entry, opened: its accounts, those that pay most first, and the query for its cases."""

    entry: Entry
    accounts: Sequence[Account]
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth test of an agreement.

    Attributes:
        agreement, title: which agreement.
        period: what was asked for; None for all months.
        by: the slices whose members make cells.
        where: members of slices stayed within.
        promise: share of false entries that each list may hold.
        levels: the experience levels, those not inferred included.
        listed: one list per kind, in the order of ``Kind``.
        entries: what is on the lists, told by months; numbered, watermelons first, the dearest first.
        cells: every cell.
        leagues: by level and slice.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
        version: of the method; it changes when its numbers do.
    """

    agreement: str
    title: str
    period: Period | None
    by: Sequence[str]
    where: Mapping[str, str]
    promise: float
    levels: Sequence[Level]
    listed: Sequence[Listed]
    entries: Sequence[Entry]
    cells: Sequence[Cell]
    leagues: Sequence[League] = ()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 1
