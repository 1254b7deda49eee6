"""Customers by value and expectation, contact types by impact and complexity, and whether spend goes where value is.

Money is estimated, in the records' currency (``model.worth``: in the plan's), and held as plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from truegreen.model.allocated import Origin
from truegreen.model.finding import Finding
from truegreen.model.worth import Between, Worths
from truegreen.stats.estimate import Estimate


class Band(StrEnum):
    """What customers expect, against all of them."""

    LOW = "low"
    USUAL = "usual"
    HIGH = "high"


class Quadrant(StrEnum):
    """Where a contact type lies: what failing it does to staying, and how hard it is."""

    COST_FIRST = "cost-first"
    PROTECT = "protect"
    SIMPLIFY = "simplify or eliminate"
    INVEST = "invest"


class Irritant(StrEnum):
    """To whom a contact is of use (Price and Jaffe 2008), and what follows from that."""

    ELIMINATE = "eliminate"
    AUTOMATE = "automate"
    SIMPLIFY = "simplify"
    KEEP = "keep"


class Shared(StrEnum):
    """How spend is shared out, held against value."""

    MORE_EVENLY = "more evenly than value"
    LESS_EVENLY = "less evenly than value"
    NOT_SHOWN = "no difference shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer.

    Attributes:
        id, segment: which.
        tier: of value, like ``A``; empty where nobody can value it.
        value: what it is still worth, with its interval, and what comes with it; None likewise.
        revenue: what it pays a month; None where nobody knows.
        expects: what it expects, 0 to 10; 5 is usual. None where no record says anything of it.
        band: that in a word.
        signs: what that was told from: by name, how many times as demanding as usual.
        spend: what was spent on it in the months looked at.
        cases: how many it had.
        is_assumed: whether the plan says what it expects or is worth.
    """

    id: str
    segment: str
    tier: str
    value: Between | None
    revenue: float | None
    expects: float | None
    band: Band | None
    signs: Mapping[str, float]
    spend: float
    cases: int
    is_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Customers of like value.

    Attributes:
        name: ``A`` for those worth most.
        customers: how many.
        least: what the least of them is worth.
        value: what all of them are worth, with its interval.
        share: of all value.
        spend, spend_share: what was spent on them, and that as a share of what was spent on all who are valued.
    """

    name: str
    customers: int
    least: float
    value: Between
    share: float
    spend: float
    spend_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """Customers of one tier and one band of expectation.

    Attributes:
        tier, band: which; empty and None for those of whom it is not known.
        customers: how many.
        revenue: what they pay a month.
        value: what they are still worth.
        spend: what was spent on them.
    """

    tier: str
    band: Band | None
    customers: int
    revenue: float
    value: float
    spend: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """To whom a contact type is of use.

    Attributes:
        content: how content customers are after a solved contact of it, less after those of all types; 0 to 1 is the
            whole scale. None where nobody was asked enough.
        brings: what offers taken after a contact of it brought, for each contact; None where no record tells.
        costs: what such a contact costs; None likewise.
        verdict: None where nobody can tell.
        because: in words.
    """

    content: Estimate | None
    brings: float | None
    costs: float | None
    verdict: Irritant | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A contact type.

    Attributes:
        name: which.
        cases, failed: of the months looked at, and the share of those that can be judged that failed; None if none can.
        spend: what was spent on it.
        lost: customers lost for each 1,000 failed contacts, with the interval; None where nobody can tell.
        effect: how many times the average contact's effect on staying it has, with the interval; None likewise.
        origin: whether that was measured, or borrowed from other types; None likewise.
        complexity: 0 to 10, with the interval; 5 is the average contact. None where no record tells.
        signs: what that was told from: by name, how many times the average contact's.
        is_assumed: whether the plan says how hard it is.
        chances: that it lies in each quadrant; nothing where nobody can tell.
        quadrant: where it surely lies; None where it may well lie elsewhere.
        because: why nobody can tell; empty where somebody can.
        use: to whom it is of use.
        eliminated: largest share that need not come up, as the plan says.
    """

    name: str
    cases: int
    failed: float | None
    spend: float
    lost: Between | None
    effect: Between | None
    origin: Origin | None
    complexity: Between | None
    signs: Mapping[str, float]
    is_assumed: bool
    chances: Mapping[Quadrant, float]
    quadrant: Quadrant | None
    because: str
    use: Use
    eliminated: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Curves to be drawn: shares of customers, the least worth first, and of what they are worth or get.

    Attributes:
        customers: from 0 to 1.
        value, spend: the same customers' part of all value, and of all spend.
    """

    customers: Sequence[float]
    value: Sequence[float]
    spend: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peanut:
    """Whether spend is spread like peanut butter, or goes where value is.

    Attributes:
        customers: who are worth anything.
        value, spend: Gini's measure of either.
        ordered: how far spend goes to those worth most, from −1 to 1.
        between: that less the measure of value; below 0 where spend is shared more evenly.
        chance: between which that lies nineteen times in twenty where spend goes by value and chance.
        p: chance of lying so far off then.
        ranks: Spearman's correlation of value and spend.
        verdict: what may be said.
        curves: to be drawn.
    """

    customers: int
    value: float
    spend: float
    ordered: float
    between: float
    chance: tuple[float, float]
    p: float
    ranks: Estimate
    verdict: Shared
    curves: Curves


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What failed contacts do to staying, whatever their type.

    Attributes:
        times: how many times likelier a customer leaves in a month if one more in ten of its last contacts failed.
        lost: customers lost for each 1,000 failed contacts, with the interval.
        is_established: whether that is more than nothing beyond chance.
        differ: chance of differences between types as large as those seen, where there are none; None if not asked.
        decisions, months: decisions to leave and customer-months that it rests on.
        method: how it was found.
        assumes: what must hold for it to be right.
        query: what gave the contacts, for anybody to run.
    """

    times: Between
    lost: Between
    is_established: bool
    differ: float | None
    decisions: int
    months: int
    method: str
    assumes: Sequence[str]
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """Customers and contact types, by what matters.

    Attributes:
        title: whose.
        plan: name of the plan whose own figures count; empty for none.
        currency: of the records.
        first, last: months whose work counts, like ``2025-01``.
        unit: in what spend is told: the currency, ``hours`` or ``cases``, as far as records go.
        cut: how customers were put into tiers, in words.
        tiers: the one worth most first; none where nobody can be valued.
        squares: customers by tier and expectation.
        customers: each, those worth most first.
        kinds: contact types, the commonest first.
        impact: None where nobody can tell, and ``because`` says why.
        because: why.
        peanut: None where nobody can tell.
        not_held: why nobody can tell whether spend goes where value is; empty where somebody can.
        worths: what one more solved issue is worth.
        queries: what gave the work, by name.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
    """

    title: str
    plan: str
    currency: str
    first: str
    last: str
    unit: str
    cut: str
    tiers: Sequence[Tier]
    squares: Sequence[Square]
    customers: Sequence[Customer]
    kinds: Sequence[Kind]
    impact: Impact | None
    because: str
    peanut: Peanut | None
    not_held: str
    worths: Worths
    queries: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
