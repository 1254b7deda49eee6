"""The agreement as code: who agreed what, for which work, measured how, against what.

The nouns are also the file format. Each field's annotation says in words what it holds; ``files`` reads YAML by
these classes and makes the editors' JSON Schema from them, so that the text, the schema and the noun cannot differ.
A field named ``at`` is where the noun was written and is not part of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from truegreen.model.clock import Clock
from truegreen.units.calendar import Holiday, Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

REPORTED: Final = "reported"


class Role(StrEnum):
    """What a measure is in the agreement."""

    KEY = "key measurement"
    CRITICAL = "critical service level"
    EXPERIENCE = "experience level"


class Perspective(StrEnum):
    """Which side of the balanced scorecard a measure stands on."""

    QUALITY = "quality"
    EFFICIENCY = "efficiency"
    CUSTOMER = "customer"
    COMMERCIAL = "commercial"
    STRATEGIC = "strategic"


class Timing(StrEnum):
    """Whether a measure moves before the outcome or with it."""

    LEADING = "leading"
    LAGGING = "lagging"


class Window(StrEnum):
    """How long a measure gathers before it is held against its target."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Month(StrEnum):
    """A month by its name."""

    JANUARY = "January"
    FEBRUARY = "February"
    MARCH = "March"
    APRIL = "April"
    MAY = "May"
    JUNE = "June"
    JULY = "July"
    AUGUST = "August"
    SEPTEMBER = "September"
    OCTOBER = "October"
    NOVEMBER = "November"
    DECEMBER = "December"


class Side(StrEnum):
    """Who owes, owns or attends."""

    CLIENT = "client"
    PROVIDER = "provider"
    BOTH = "both"


class RoundingMode(StrEnum):
    """Which way a number is rounded: at a tie, or always towards zero or away from it."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    DOWN = "down"
    UP = "up"


class Better(StrEnum):
    """Which way a measure gets better."""

    HIGHER = "higher"
    LOWER = "lower"


class Unit(StrEnum):
    """What a reported number is."""

    SHARE = "share"
    SECONDS = "seconds"
    DAYS = "days"
    MONEY = "money"
    POINTS = "points"
    SCORE = "score"
    COUNT = "count"
    NAME = "name"


class Few(StrEnum):
    """What becomes of a measure with too little evidence."""

    NOT_JUDGED = "not judged"
    POOLED = "pooled with the periods before"
    ALLOWED = "some misses are allowed"
    SIGNIFICANT = "only a miss beyond chance counts"


class Heed(StrEnum):
    """How much the parties heed what a check finds."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class PartMonths(StrEnum):
    """How a month counts that the term cuts, or in which a charge changes."""

    PRO_RATA = "by days"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person the other side calls."""

    name: Annotated[str, "Name, or the post if names change"]
    role: Annotated[str, "What they do"] = ""
    reach: Annotated[str, "Address, number or channel"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of the agreement."""

    name: Annotated[str, "Legal or usual name"]
    contact: Annotated[Contact, "The single point of contact"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The two sides."""

    client: Annotated[Party, "Who buys the service"]
    provider: Annotated[Party, "Who delivers it"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of volume with its own treatment."""

    up_to: Annotated[int | None, "Last unit inside; leave out for no upper end"] = None
    name: Annotated[str, "What the parties call it"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much work is expected in a month."""

    baseline: Annotated[int, "Units a month the price was made for"]
    unit: Annotated[str, "What is counted: case, call, resolved case …"]
    bands: Annotated[tuple[Band, ...], "Ranges around the baseline"] = ()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service that is bought."""

    title: Annotated[str, "What people call it"] = ""
    includes: Annotated[tuple[str, ...], "Contact types in scope; empty means all that are not excluded"] = ()
    excludes: Annotated[tuple[str, ...], "Contact types out of scope"] = ()
    channels: Annotated[tuple[str, ...], "Channels served; empty means all"] = ()
    hours: Annotated[str, "Name of the calendar that says when the service is open"] = ""
    languages: Annotated[tuple[str, ...], "Languages served"] = ()
    volume: Annotated[Volume | None, "Expected volume and its bands"] = None
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours, holidays and the zone they are read in."""

    zone: Annotated[str, "Time zone, like Europe/London"]
    open: Annotated[tuple[Shift, ...], "Shifts, like mon-fri 08:00-18:00"]
    holidays: Annotated[tuple[Holiday, ...], "Days closed, like 2025-12-25 Christmas"] = ()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """The one rounding a measure's value goes through before it is held against its target."""

    digits: Annotated[int, "Digits kept, of the value as written: 1 makes 79.95 % into 80.0 %"]
    mode: Annotated[RoundingMode, "How a tie is rounded"] = RoundingMode.HALF_UP
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much evidence a measure needs before it is judged, and what becomes of it with less."""

    minimum: Annotated[int, "Rows it needs"]
    otherwise: Annotated[Few, "What becomes of it with fewer"] = Few.NOT_JUDGED
    misses: Annotated[int | None, "Misses allowed, where some are"] = None
    doubt: Annotated[Quantity | None, "Chance of a false miss that is accepted, like 5 %"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """A value that is the mean of several periods; where fewer are known, of those."""

    periods: Annotated[int, "Periods, the last one included"]
    pooled: Annotated[bool, "Whether all rows are put together, rather than each period counting alike"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a party reports for each period, besides the measures: a volume, a cost, an index, a rate."""

    unit: Annotated[Unit, "What it is: share, seconds, days, money, points, score, count, or name for a word"]
    title: Annotated[str, "What people call it"] = ""
    reported_by: Annotated[Side | None, "Who reports it; leave out if a third party publishes it"] = None
    currency: Annotated[str, "Currency, where it is not the agreement's"] = ""
    revised: Annotated[bool | None, "Whether a value that is published anew later changes what was settled"] = None
    peers: Annotated[int | None, "Other providers whose results it is made of, if it is"] = None
    rows_of: Annotated[str, "Measure whose rows are its count, where the records give it rather than a party"] = ""
    where: Annotated[Mapping[str, str], "Only the rows of these members, like contact_type: damage claim"] = field(
        default_factory=dict
    )
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How far a measure was found to move with its outcome."""

    correlation: Annotated[Decimal, "From -1 to 1; above zero if the outcome is better where the measure is"]
    source: Annotated[str, "Who found it, when and from what"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The agreement's use of a metric: for which work, against what, as what."""

    metric: Annotated[str, "Metric and variant, like on_time.by_target; or reported, where a party reports the value"]
    title: Annotated[str, "What people call it"] = ""
    parameters: Annotated[Mapping[str, str], "The variant's parameters"] = field(default_factory=dict)
    service: Annotated[str, "Which service; leave out for all"] = ""
    role: Annotated[Role, "Key measurement, critical service level or experience level"] = Role.KEY
    perspective: Annotated[Perspective | None, "Side of the scorecard; the metric's own if left out"] = None
    timing: Annotated[Timing | None, "Leading or lagging; the metric's own if left out"] = None
    target: Annotated[Quantity | None, "Level expected, with its unit"] = None
    minimum: Annotated[Quantity | None, "Level below which it is a serious miss"] = None
    window: Annotated[Window, "How long it gathers"] = Window.MONTH
    rounding: Annotated[Rounding | None, "Rounding before the comparison; none if left out"] = None
    sample: Annotated[Sample | None, "Evidence needed before it is judged"] = None
    weight: Annotated[Decimal | None, "Share of the whole, as a number"] = None
    outcome: Annotated[str, "The experience level this one is meant to bring about"] = ""
    unit: Annotated[Unit | None, "Unit of a reported value; a metric has its own"] = None
    better: Annotated[Better | None, "Which way a reported value gets better; a metric has its own"] = None
    averaged: Annotated[Averaged | None, "Periods whose mean is judged; only its own if left out"] = None
    reported_by: Annotated[Side | None, "Who measures a reported value; both where a third party does for both"] = None
    checked: Annotated[str, "How the other side can check a reported value: what it may see, and who audits"] = ""
    calibrated: Annotated[Quantity | None, "Where people score: share of double scorings that agree, like 95 %"] = None
    peers: Annotated[int | None, "Other providers it is ranked with or held against, if it is"] = None
    validity: Annotated[Validity | None, "How far it was found to move with its outcome"] = None
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE

    @property
    def is_reported(self) -> bool:
        """Say whether a party reports the value, rather than the records giving it."""
        return self.metric == REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A clause that moves money; its fields are the kind's own and are settled by it."""

    kind: str
    says: object
    title: str = ""
    clause: str = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something one side owes the other, besides the measures."""

    owed_by: Annotated[Side, "client, provider or both"]
    what: Annotated[str, "What is owed"]
    due: Annotated[str, "By when or how often"] = ""
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that the parties hold regularly."""

    every: Annotated[str, "How often: day, week, month, quarter or year"]
    attends: Annotated[tuple[str, ...], "Posts that attend"] = ()
    decides: Annotated[str, "What it may decide"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One step of the escalation matrix."""

    client: Annotated[str, "Post on the client's side"]
    provider: Annotated[str, "Post on the provider's side"]
    within: Annotated[Quantity, "Time to answer before the next step, like 4 h"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance:
    """How the two sides talk, decide and escalate."""

    meetings: Annotated[Mapping[str, Meeting], "Meetings by name"] = field(default_factory=dict)
    escalation: Annotated[tuple[Escalation, ...], "Steps, lowest first"] = ()
    hours: Annotated[str, "Calendar whose open hours and days count for answers; the clock's if left out"] = ""
    answers: Annotated[Mapping[str, Quantity], "Time to answer by kind of matter, like dispute: 10 d"] = field(
        default_factory=dict
    )
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A risk, who owns it and what would show that it has come true."""

    what: Annotated[str, "What may happen"]
    owner: Annotated[Side, "Whose it is"]
    trigger: Annotated[str, "What shows that it has happened"]
    response: Annotated[str, "What is done then"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What the client may do, besides credits, when a measure is missed again and again."""

    right: Annotated[str, "What it may do: end the agreement, step in, ask for a plan …"]
    times: Annotated[int, "Misses"]
    of: Annotated[int, "Months looked at, the last one included; as many as the misses if they must be in a row"]
    measures: Annotated[tuple[str, ...], "Measures it holds for; empty means each that has a target"] = ()
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChoice:
    """How a check of the agreement is heeded; a finding may only be made quieter by both, with a reason."""

    level: Annotated[Heed, "What its findings count as: error, warning, note or off"]
    because: Annotated[str, "Why; both parties see it"] = ""
    agreed_by: Annotated[Side | None, "Who agreed; making it quieter takes both"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the transition plan."""

    starts: Annotated[date, "First day"]
    ends: Annotated[date, "Last day"]
    gate: Annotated[str, "What must hold before the next stage"] = ""
    measured: Annotated[bool, "Whether the work is measured in it, without money: a bedding-in"] = False
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the parties agreed, as it stands on one day."""

    agreement: Annotated[str, "The agreement's id"]
    title: Annotated[str, "What people call it"]
    starts: Annotated[date, "First day of the term"]
    parties: Annotated[Parties, "The two sides"]
    services: Annotated[Mapping[str, Service], "Services by id"]
    measures: Annotated[Mapping[str, Measure], "Measures by id"]
    truegreen: Annotated[int, "Version of this file format; 1"] = 1
    ends: Annotated[date | None, "Last day of the term; leave out if open"] = None
    currency: Annotated[str, "Currency of every amount without one"] = ""
    zone: Annotated[str, "Time zone in which days and months are counted"] = ""
    month_starts_on: Annotated[int, "Day on which a contract month begins, 1 to 28"] = 1
    year_starts_in: Annotated[
        Month | None, "Month in which contract years begin; that of the first day if left out"
    ] = None
    calendars: Annotated[Mapping[str, Calendar], "Opening hours by name"] = field(default_factory=dict)
    clocks: Annotated[Mapping[str, Clock], "Clocks over the events of a case, by name"] = field(default_factory=dict)
    settled_every: Annotated[Window, "How often money is settled"] = Window.MONTH
    part_months: Annotated[PartMonths | None, "How a month counts that the term cuts, or in which a charge changes"] = (
        None
    )
    charges: Annotated[Mapping[str, Money], "Charges of each settled period, by name"] = field(default_factory=dict)
    figures: Annotated[Mapping[str, Figure], "Numbers that parties report besides the measures, by id"] = field(
        default_factory=dict
    )
    pipeline: Annotated[tuple[str, ...], "Order in which the clauses are settled; that of the text if left out"] = ()
    terms: Annotated[Mapping[str, Term], "Clauses that move money, by id"] = field(default_factory=dict)
    remedies: Annotated[Mapping[str, Remedy], "What chronic failure gives a right to, besides credits"] = field(
        default_factory=dict
    )
    obligations: Annotated[Mapping[str, Obligation], "What each side owes besides"] = field(default_factory=dict)
    governance: Annotated[Governance | None, "Meetings and escalation"] = None
    risks: Annotated[Mapping[str, Risk], "Risks by id"] = field(default_factory=dict)
    transition: Annotated[Mapping[str, Stage], "Transition plan by stage"] = field(default_factory=dict)
    checks: Annotated[Mapping[str, CheckChoice], "Checks of this text that count as more or less than usual, by id"] = (
        field(default_factory=dict)
    )
    at: Span = NOWHERE

    @property
    def year_starts(self) -> date:
        """Give a day in the month from which contract years, and their quarters, are counted."""
        if self.year_starts_in is None:
            return self.starts
        return date(self.starts.year, list(Month).index(self.year_starts_in) + 1, 28)


@dataclass(frozen=True, slots=True)
class Versions:
    """An agreement through time: what it said from each day on that something changed.

    Attributes:
        id: the agreement's id.
        each: (first day in force, the agreement from then on), oldest first, never empty.
    """

    id: str
    each: tuple[tuple[date, Agreement], ...]

    def on(self, day: date) -> Agreement:
        """Give the agreement as it stood on a day; before the first version, the first."""
        standing = self.each[0][1]
        for since, version in self.each:
            if since <= day:
                standing = version
        return standing

    @property
    def latest(self) -> Agreement:
        """Give the agreement as last amended."""
        return self.each[-1][1]
