"""What customers are worth, and what was done for them: the nouns of ``truegreen value``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.value import Amount
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.money import Money
from truegreen.units.period import Period


class Basis(StrEnum):
    """By what an account is valued."""

    CONTRACT = "contract"
    ORDERS = "orders"


class Behind(StrEnum):
    """What can be opened: the rows behind amounts."""

    ACCOUNTS = "accounts"
    SAVES = "saves"
    ALERTS = "alerts"
    OFFERS = "offers"
    COSTS = "costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one customer is still worth, as far as accounts like it tell.

    Attributes:
        id, segment: which; the segment is empty where nobody knows it.
        basis: by its contract or by its orders.
        months: for how many months it has been a customer; None where nobody knows.
        revenue: what it pays a month; None of those valued by orders.
        alive: chance that it is still there, of those valued by orders.
        value, low, high: money to come, and the interval of what is to be expected.
    """

    id: str
    segment: str
    basis: Basis
    months: int | None
    revenue: Money | None
    alive: float | None
    value: Money
    low: Money
    high: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The accounts of a segment, or what a provider serves of accounts.

    Attributes:
        by, member: like ``segment`` and ``Strategic``.
        accounts: how many; of a provider, those with cases that it did.
        value: what they are still worth; of a provider, by its part of their cases.
        protected: what attempts to keep them protected; of a provider, of those most of whose cases it did. None
            where the records hold no attempts.
    """

    by: str
    member: str
    accounts: int
    value: Amount
    protected: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """How long accounts of a segment stay.

    Attributes:
        segment: which.
        accounts: that could have left at some time.
        left: decisions to leave.
        first_year, third_year: share that stays through its first year, and through its third of those who stayed two.
        lean: whether it has so few decisions that it is told by the other segments more than by itself.
    """

    segment: str
    accounts: int
    left: int
    first_year: float
    third_year: float
    lean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A retention or churn rate a month, over the last months together; None where nothing is known of it."""

    metric: str
    title: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """The share of an arm that is still there so many days after entering, with its interval."""

    day: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm of the save programme.

    Attributes:
        name: treated or held out.
        entered: accounts that entered it.
        over, left: accounts whose time is over, and those of them who decided to leave within it.
        curve: the share that is still there by days, of all who entered.
    """

    name: str
    entered: int
    over: int
    left: int
    curve: Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTest:
    """Whether it pays, for each treated account or offer: what it brings more, against what it costs.

    Attributes:
        brings: share more × what that is worth, with its interval.
        offers: how many offers were taken for each, and what one of them costs; None where nobody says.
        attempt: what the attempt itself costs; None where no record says.
        verdict: established if it pays beyond chance, perverse if it costs more, else not enough data.
    """

    brings: Amount
    offers: tuple[float, Money | None]
    attempt: Money | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangs:
    """On whom the value protected hangs.

    Attributes:
        held_out: accounts held out whose time is over.
        alike: how many accounts of like worth they are worth.
        largest: share of their worth that is one account's.
        otherwise: what the value protected would be, had that account decided otherwise.
        groups: of like worth, in which accounts were compared.
    """

    held_out: int
    alike: float
    largest: float
    otherwise: Money
    groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelled:
    """What early warning said of the treated before they entered, and what came: saves without a hold-out.

    Attributes:
        months: within how many a decision was foretold.
        treated, left: treated accounts of which something had been said, and those of them that gave notice.
        unsaid: treated accounts of which nothing had been said.
        foretold: how many would have given notice, with the interval; None where nobody can tell.
        lift: share that stayed, less the share that would have; None where nobody can tell.
        alike, decided: accounts of which as much was said and that nobody tried to keep, and those that gave notice.
        slope, in_the_large: of what came of these on what was said: right at 1 and 0; None where nobody can tell.
        held_out, held_out_left, held_out_foretold: accounts held out of which something had been said, how many of
            them gave notice, and how many should have; None where nobody can tell.
        because: why nobody can tell; empty where it is told.
    """

    months: int
    treated: int = 0
    left: int = 0
    unsaid: int = 0
    foretold: tuple[float, float, float] | None = None
    lift: Estimate | None = None
    alike: int = 0
    decided: int = 0
    slope: Estimate | None = None
    in_the_large: Estimate | None = None
    held_out: int = 0
    held_out_left: int = 0
    held_out_foretold: float | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saves:
    """What came of trying to keep accounts: what is usually reported, and what it really did.

    Attributes:
        days: within how many days a decision to leave counts.
        first, last: days of the first and the last attempt.
        attempts, decided, accepted: attempts, those with a recorded outcome, and those after which the account stayed.
        arms: treated and held out.
        waiting: treated accounts whose time is not over.
        had_decided: accounts that had given notice before they entered; they are in no arm.
        ratio: what was found when the arms' sizes were looked at; empty where there was nothing to look at.
        lift: share that stayed of the treated less that of the held out; None where nobody can tell.
        by_time: the same from all who entered, each for as long as it is known.
        saved: accounts saved, with the interval.
        because: why nobody can tell; empty where it is told.
        hangs: on whom the value protected hangs; None where it is not told.
        modelled: what early warning said of the treated; None where it was not asked.
        test: whether attempts pay, account by account; None where nobody can tell.
    """

    days: int
    first: date
    last: date
    attempts: int
    decided: int
    accepted: int
    arms: Sequence[Arm]
    waiting: int
    had_decided: int
    ratio: str
    lift: Estimate | None
    by_time: Estimate | None
    saved: tuple[float, float, float] | None
    because: str
    hangs: Hangs | None = None
    modelled: Modelled | None = None
    test: ValueTest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """What alerting owners did, told by the accounts whose alerts were held out at random.

    Attributes:
        told: both arms, as of a save programme; its attempts are the alerts that were raised, and none has an outcome.
        tried_before: accounts in no arm, because the save programme had tried to keep them before their first alert.
        tried_later: accounts that it tried to keep afterwards; what came of that is in the figures of both.
        pilot: the registered pilot that alerts belong to from some day on; empty where there is none.
    """

    told: Saves
    tried_before: int = 0
    tried_later: int = 0
    pilot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What came of offers: what is usually credited to them, and what they brought.

    Attributes:
        first, last: days of the first and the last.
        made, held_out, taken: offers made, held out by chance, and taken.
        credited: offers taken to which the rule credits revenue.
        window: within how many days after a solved case an offer must be made for that; 0 where no cases are known.
        by_orders: whether what accounts ordered stands for how their revenue grew, since no ledger tells it.
        months: how long revenue is followed after an offer.
        over, held_out_over: offers of either arm whose time is over.
        because: why nobody can tell what they brought; empty where it is told.
        ratio: what was found when the arms' sizes were looked at; empty where nobody says how large they should be.
        test: whether offers pay, one by one; None where nobody can tell.
    """

    first: date
    last: date
    made: int
    held_out: int
    taken: int
    credited: int
    window: int
    by_orders: bool
    months: int
    over: int
    held_out_over: int
    because: str
    ratio: str = ""
    test: ValueTest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Money of one category and provider.

    Attributes:
        category: on what.
        provider: with whom; empty where no record says it.
        amount: how much; below nought what came back, like credits.
        source: where it comes from, like ``cost`` or ``acme-care``.
        is_counted: whether it is in the total; the smaller of a provider's costs and invoices is not.
    """

    category: str
    provider: str
    amount: Money
    source: str
    is_counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What a provider costs in all, in-house work like any other.

    Attributes:
        provider: which; empty for what is nobody's.
        invoiced: what its statements come to, before credits; None where none can be settled.
        credits: of it, what came back, below nought; None likewise.
        recorded: what the records say was spent with it; None where they do not.
        counts: what counts: the larger of both.
        customers, cases: whom it served in these months, and how often; None where no record says it.
        each_customer, each_case: what one of them cost; None likewise.
    """

    provider: str
    invoiced: Money | None
    credits: Money | None
    recorded: Money | None
    counts: Money
    customers: int | None
    cases: int | None
    each_customer: Money | None
    each_case: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How money to come is counted: margin, what a year's wait takes off, and for how many years."""

    margin: float
    discount: float
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """What customers are worth, and what was done for them.

    Attributes:
        title: whose.
        counted: how money to come is counted.
        why: why accounts are valued as they are.
        amounts: by name: ``worth``, ``protected``, ``protected within``, ``protected alike``, ``protected modelled``,
            ``attempts``, ``net``, ``risk``, ``alerts``, ``influenced``, ``brought``, ``ownership``; each is there, told
            or with the reason why not. ``alerts`` may hold of ``protected``, and is not to be added to it.
        accounts: what each is still worth, the most first.
        given_notice: customers who have given notice; nothing is counted for them.
        groups: by segment and provider.
        staying: how long accounts stay, by segment.
        rates: gross and net revenue retention and logo churn beside.
        year: the months that rates and costs are of.
        saves, offers: None where the records hold none.
        alerts: None where none were written, or all belong to a pilot.
        costs: of these months, the most first.
        owned: the same by provider.
        not_invoiced: why no invoices are among them; empty where they are.
        where: by what accounts were chosen; empty for all.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
        version: of the method.
    """

    title: str
    counted: Counted
    why: str
    amounts: Mapping[str, Amount]
    accounts: Sequence[Account]
    given_notice: int
    groups: Sequence[Group]
    staying: Sequence[Staying]
    rates: Sequence[Rate]
    year: Period | None
    saves: Saves | None
    offers: Offers | None
    costs: Sequence[Cost]
    owned: Sequence[Owned] = ()
    not_invoiced: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    alerts: Alerts | None = None
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The rows behind amounts.

    Attributes:
        behind: which.
        headings: of the columns, the first being who or what.
        rows: as written.
        query: that gives them from the facts, for anybody to run; empty where the rows are not the run's any more.
    """

    behind: Behind
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    query: str
