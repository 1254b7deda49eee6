"""Silence: accounts whose positive engagement fell below their own rhythm, and what they are held against.

Only what an account does of its own accord counts: orders, logins, reviews, references, trainings, meetings. Fewer
complaints are no silence. An account with several kinds of engagement has a rhythm of each, and one of all together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from truegreen.model.finding import Finding
from truegreen.units.money import Money

ANY = "any"
"""The rhythm of all kinds together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How an account came, in one rhythm, and for how long it has not.

    Attributes:
        rhythm: a kind of engagement, or ``any`` where it did several.
        whole: whether it is all that the account does, of every kind.
        comings: days on which it came.
        first, last: the first and the last of them.
        until: the day up to which the gap counts: the last looked at, or the last on which the account came at all.
        every: days between its comings, as a rule.
        steps: how regular it is: 1 as irregular as chance, 12 like clockwork.
        counted: days of the gap that count: without those on which nobody comes, or the feed was out.
        surprise: −ln of the chance of so long a gap, for this account.
        there: chance that it still goes on.
    """

    rhythm: str
    whole: bool
    comings: int
    first: date
    last: date
    until: date
    every: float
    steps: int
    counted: float
    surprise: float
    there: float

    @property
    def days(self) -> int:
        """Give the days since it came last."""
        return (self.until - self.last).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who it is about.

    Attributes:
        id: the account.
        revenue: what it pays a month, the latest that is known; None where no record says so.
        owner: pseudonym of who looks after it.
        segment: where the records say so.
        renewal: the day of its next renewal.
        gone: the day on which it gave notice or ended; None if it did not by then.
    """

    id: str
    revenue: Money | None = None
    owner: str = ""
    segment: str = ""
    renewal: date | None = None
    gone: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An account on the list.

    Attributes:
        number: its place on the list, from 1: the surest first.
        account: who.
        gap: what fell silent.
        others: its other rhythms, so that it shows what goes on.
        days: on which it came, in the rhythm that fell silent.
    """

    number: int
    account: Account
    gap: Gap
    others: Sequence[Gap] = ()
    days: Sequence[date] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowed:
    """An account on the list that still comes, but less than half as often as by its own pace.

    Attributes:
        number: its place on the list, after those that fell silent; the surest first.
        account: who.
        rhythm: the kind of what it does, or ``any`` where it does several.
        days: the last days looked at: 60, 120 or 240.
        until: the last of them.
        came: on how many of these it came.
        due: on how many it would have come, by its own pace of the year before, and everybody's.
        p: chance of so few, had it kept its pace.
        adjusted: the share of false entries among those that slowed down, up to this one.
        came_on: the days on which it came.
    """

    number: int
    account: Account
    rhythm: str = ANY
    days: int
    until: date
    came: int
    due: float
    p: float
    adjusted: float
    came_on: Sequence[date] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """An account whose engagement of a month is below its own rhythm, where only months are recorded.

    Attributes:
        account: who.
        month: the first day of the month.
        was: its engagement in that month.
        usual: what would be usual for it, in a month like that.
        months: months of its own that say so.
        p: chance of so little, if it were as ever.
        adjusted: the share of false entries on a list that ends here (Benjamini and Hochberg).
    """

    account: Account
    month: date
    was: float
    usual: float
    months: int
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Days on which far fewer accounts came than usual, all together; they count for less or nothing.

    Attributes:
        kind: of engagement.
        feed: where its rows come from.
        first, last: the days.
        came: how many accounts came, each day's added up.
        usual: how many would have been usual.
        out: whether next to nobody came: the feed was out, or all were away.
        known: whether it was to be expected: a holiday, or quiet a year before.
    """

    kind: str
    feed: str
    first: date
    last: date
    came: int
    usual: int
    out: bool
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What all accounts together say of a rhythm.

    Attributes:
        rhythm: a kind of engagement, or ``any``.
        accounts: how many it was learned from.
        regularity: how regular gaps are, all together (Wheat and Morrison); 1 as irregular as chance.
        parameters: of how accounts come and stop, by name; empty where nobody can tell.
        why: why nobody can tell; empty where one can.
    """

    rhythm: str
    accounts: int
    regularity: float
    parameters: Mapping[str, float]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An account in the picture of all: its gap against its own rhythm.

    Attributes:
        account: who.
        rhythm: which rhythm.
        whole: whether it is all that the account does.
        every: days between its comings, as a rule.
        days: since it came last.
        counted: those of them that count.
        surprise: −ln of the chance of so long a gap, for this account.
        there: chance that it still goes on.
        number: its place on the list; 0 if it is not on it.
    """

    account: str
    rhythm: str
    whole: bool
    every: float
    days: int
    counted: float
    surprise: float
    there: float
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Which accounts fell silent, and how sure that is.

    Attributes:
        since, until: the days looked at.
        kinds: of engagement that there are.
        asked: the kind asked for; empty for all.
        where: members of slices stayed within.
        promise: share of false entries that the list may hold.
        entries: the list: accounts that fell silent.
        slowed: the list goes on: accounts that still come, but slowed down.
        wrong: how many of both are expected to be wrong.
        judged: accounts whose rhythm is known well enough.
        expected: how many of these fell silent in truth, listed or not: all chances added up.
        young: accounts that came too few times to tell, by name.
        gone: accounts that gave notice or ended by then, and are not “silent”.
        never: accounts of the records that never came.
        quiet: days that count for less.
        learned: what each rhythm was learned from.
        points: all accounts judged.
        fallen: accounts that fell below their months, where only months are recorded.
        by_month: whether only months are recorded.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
        version: of the method; it changes when its numbers do.
    """

    since: date
    until: date
    kinds: Sequence[str]
    asked: str
    where: Mapping[str, str]
    promise: float
    entries: Sequence[Entry]
    wrong: float
    judged: int
    expected: float
    young: Sequence[Account]
    gone: Sequence[Account]
    never: int
    quiet: Sequence[Quiet]
    learned: Sequence[Learned]
    points: Sequence[Point]
    slowed: Sequence[Slowed] = ()
    fallen: Sequence[Fallen] = ()
    by_month: bool = False
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that an account did."""

    day: date
    kind: str
    reference: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An account, opened: its rhythms, everything it did, and the query that says so.

    Attributes:
        account: who.
        number: its place on the list; 0 if it is not on it.
        gaps: its rhythms.
        events: what it did, the latest first.
        quiet: days that counted for less, of the feeds that tell of it.
        until: the last day looked at.
        query: gives its gaps and chances, as anyone can run it in the project's folder.
        young: whether it came too few times to tell.
        slowed: how far it slowed down, where it is on the list for that.
    """

    account: Account
    number: int
    gaps: Sequence[Gap]
    events: Sequence[Event]
    quiet: Sequence[Quiet]
    until: date
    query: str
    young: bool = False
    slowed: Slowed | None = None
