"""A sourcing plan: where work could live, what that would cost, and what is wished. The noun is also the file format.

``plans/NAME.yml`` is read by these fields. It says what no record tells: sites with what they can do and what they ask,
suppliers' tiers, what each kind of work needs, what moving it costs. Cases, hours, costs and what was solved come from
the records; where a plan says one of them itself, that is an assumption, and is marked as one wherever it is shown.
Everything said by the year is of twelve months; the plan's own time may be another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final

from truegreen.model.plan_costs import Costs
from truegreen.model.plan_evaluation import Evaluation
from truegreen.model.plan_staffing import Staffing
from truegreen.units.calendar import Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

ALL: Final = Quantity(Decimal(100), "%")
EIGHTY: Final = Quantity(Decimal(80), "%")
ONE: Final = Decimal(1)


def named() -> Any:
    """Give the default of names: none."""
    return field(default_factory=dict)


class Kind(StrEnum):
    """What a site is: people at work, customers helping themselves, or issues that no longer come up."""

    TEAM = "team"
    SELF_SERVICE = "self-service"
    ELIMINATED = "eliminated"


class Level(StrEnum):
    """How well a language is spoken, by the Common European Framework (CEFR)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    NATIVE = "native"


class Counted(StrEnum):
    """What a supplier's tiers count, over a year."""

    SPEND = "spend"
    ISSUES = "issues"
    HOURS = "hours"


class Holds(StrEnum):
    """What reaching a tier changes: the price of all that is bought, or only of what lies in the tier."""

    ALL = "all"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a site must have before work may live there: hard conditions, each a reason why not."""

    languages: Annotated[Mapping[str, Level], "Languages and how well they are spoken, like de: C1"] = named()
    open: Annotated[tuple[Shift, ...], "Hours to be covered, in the plan's zone, like mon-fri 08:00-18:00"] = ()
    certificates: Annotated[tuple[str, ...], "Certificates, like ISO 27001"] = ()
    residency: Annotated[tuple[str, ...], "Where customers' data may be kept, any of these, like EU"] = ()
    solved: Annotated[Quantity | None, "Share of issues that has to be solved, with the chance below"] = None
    chance: Annotated[Quantity, "How sure that has to be"] = EIGHTY
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactType:
    """A contact type: what it needs, and what it costs to begin it somewhere."""

    group: Annotated[str, "Skill group, whose people can stand in for one another; its own if left out"] = ""
    needs: Annotated[Needs, "What a site must have for it"] = field(default_factory=Needs)
    least_hours: Annotated[Quantity | None, "Hours a year below which a team makes no sense, like 3,000 h"] = None
    training: Annotated[Money | None, "What beginning it at another site costs, once"] = None
    self_service: Annotated[Quantity | None, "Share that customers can solve themselves at most, as measured"] = None
    harder: Annotated[Quantity | None, "How much longer the rest takes if they solve all they can, like 10 %"] = None
    eliminated: Annotated[Quantity | None, "Largest share that need not come up at all"] = None
    worth: Annotated[Money | None, "What one more solved issue is worth, where that is not to be measured"] = None
    complexity: Annotated[Quantity | None, "How hard it is, 0 to 10, where that is not to be measured"] = None
    is_critical: Annotated[bool, "Whether it must never hang on one site"] = False
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A segment of customers: what it expects beside what each kind of work needs."""

    needs: Annotated[Needs, "What a site must have for its customers"] = field(default_factory=Needs)
    worth: Annotated[Money | None, "What a customer of it is worth, where that is not to be measured"] = None
    expectation: Annotated[Quantity | None, "What its customers expect, 0 to 10, where not to be measured"] = None
    influence: Annotated[Quantity | None, "Customers that one of it brings, on average, like 0.3"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place where work can be done: a supplier's, the client's own, self-service, or nowhere at all."""

    supplier: Annotated[str, "Who runs it; the client's own house is a supplier too"]
    kind: Annotated[Kind, "team, self-service or eliminated"] = Kind.TEAM
    country: Annotated[str, "Where it lies, two letters like PT"] = ""
    zone: Annotated[str, "Its time zone, like Europe/Lisbon"] = ""
    open: Annotated[tuple[Shift, ...], "When it works, in its own zone, like mon-fri 08:00-18:00"] = ()
    languages: Annotated[Mapping[str, Level], "Languages spoken there, like en: C1"] = named()
    certificates: Annotated[tuple[str, ...], "Certificates it holds"] = ()
    residency: Annotated[str, "Where it keeps customers' data, like EU"] = ""
    skills: Annotated[tuple[str, ...], "Contact types or groups it can take; all if left out"] = ()
    capacity: Annotated[Quantity | None, "Hours of work a year that it can do at most; no limit if left out"] = None
    per_hour: Annotated[Money | None, "Price of an hour of work"] = None
    per_contact: Annotated[Money | None, "Price of a contact, instead of an hour"] = None
    prices: Annotated[Mapping[str, Money], "Prices that differ, by contact type, in the same way"] = named()
    fixed: Annotated[Money | None, "What it costs a year once it is used"] = None
    handle: Annotated[Mapping[str, Quantity], "Work for a contact by type, where no record tells, like 14 min"] = (
        named()
    )
    solved: Annotated[Mapping[str, Quantity], "Share of issues solved by type, where no record tells"] = named()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From how much on a supplier's price changes, and by how much."""

    start: Annotated[Quantity, "From how much a year on, like 1,000,000 EUR, 50,000 or 20,000 h"]
    off: Annotated[Quantity, "What is taken off the list price, like 4 %; below nought where more costs more"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Who runs sites, and the terms that hold for all of them together."""

    is_client: Annotated[bool, "Whether it is the client's own house"] = False
    tiers: Annotated[tuple[Tier, ...], "Prices by how much is bought in a year"] = ()
    counted: Annotated[Counted, "What tiers count: spend, issues or hours"] = Counted.SPEND
    holds: Annotated[Holds, "Whether a tier holds for all that is bought, or for its part"] = Holds.ALL
    committed: Annotated[Money | None, "What it is owed a year at least, once it is used (take-or-pay)"] = None
    leaving: Annotated[Money | None, "What ending today's team for a contact type at a site costs, once"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the plan has to keep to; what is left out is not wished."""

    value: Annotated[Decimal, "How many times value counts beside cost; 0: cheapest plan"] = ONE
    supplier_share: Annotated[Quantity | None, "Largest share of people's hours of one supplier"] = None
    country_share: Annotated[Mapping[str, Quantity], "Largest share of people's hours by country"] = named()
    most_suppliers: Annotated[int | None, "Suppliers with people at most, the client's among them"] = None
    two_sites: Annotated[tuple[str, ...], "Contact types that need two sites, beside the critical ones"] = ()
    least_share: Annotated[Quantity | None, "Share of a contact type below which a site gets none of it"] = None
    is_single: Annotated[bool, "Whether each cell goes to one site whole"] = False
    cover: Annotated[Quantity | None, "Share of each group's hours that other sites must take over if one fails"] = None
    stretch: Annotated[Quantity, "How far a site can go when another fails, like 110 %"] = ALL
    most_moved: Annotated[Quantity | None, "Share of all issues that may change their site at most"] = None
    least_value: Annotated[Money | None, "What solved issues are worth at least, a year"] = None
    most_cost: Annotated[Money | None, "What is paid at most, a year"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """A way that the future may go, against what is expected."""

    chance: Annotated[Quantity, "How likely it is; all futures together are 100 %"]
    demand: Annotated[Mapping[str, Quantity], "Change of issues by contact type or all, like 10 %"] = named()
    prices: Annotated[Mapping[str, Quantity], "Change of prices by country, like PH: 8 %"] = named()
    solved: Annotated[Mapping[str, Quantity], "Points added to the share solved, by site, like Manila: -3 %"] = named()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """How much the dearest futures count."""

    beyond: Annotated[Quantity, "The tail is what is dearer than this share of what may happen"] = EIGHTY
    weight: Annotated[Decimal, "How many times the mean of the tail counts beside the cost (CVaR)"] = ONE
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where work could live: sites, suppliers, what work needs, what is wished, and how the future may go."""

    plan: Annotated[str, "Its name, that of its file"]
    title: Annotated[str, "What people call it"] = ""
    owner: Annotated[str, "Who answers for it"] = ""
    currency: Annotated[str, "Currency that it is reckoned in, like EUR"]
    rates: Annotated[Mapping[str, Decimal], "What one unit of another currency is worth, like USD: 0.92"] = named()
    zone: Annotated[str, "Time zone of the hours that have to be covered; the project's if left out"] = ""
    starts: Annotated[date, "First day"]
    months: Annotated[int, "How many months it plans"] = 12
    records: Annotated[int, "How many whole months of records before its start it learns from"] = 12
    cells: Annotated[tuple[str, ...], "Slices that split the work, contact_type among them"] = (
        "segment",
        "contact_type",
    )
    growth: Annotated[Mapping[str, Quantity], "Change of issues against those months, by contact type or all"] = named()
    sites: Annotated[Mapping[str, Site], "Where work can be done"]
    suppliers: Annotated[Mapping[str, Supplier], "Terms of those who run sites"] = named()
    types: Annotated[Mapping[str, ContactType], "What contact types need, by their names in the records"] = named()
    segments: Annotated[Mapping[str, Segment], "What segments expect, by name in the records"] = named()
    wishes: Annotated[Wish, "What the plan has to keep to"] = field(default_factory=Wish)
    futures: Annotated[Mapping[str, Future], "Ways that the future may go"] = named()
    tail: Annotated[Tail, "How much the dearest futures count"] = field(default_factory=Tail)
    evaluation: Annotated[Evaluation | None, "How suppliers or sites are held beside each other"] = None
    staffing: Annotated[Staffing | None, "Queues and how they should be answered"] = None
    costs: Annotated[Costs | None, "What was sold, and what runs, in all its costs"] = None
    at: Span = NOWHERE
