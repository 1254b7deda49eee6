"""How many people queues take, against those there are; what their forecast is worth, and what splitting them costs.

A number says how it is known: measured, forecast, agreed, said by the plan, or assumed because nothing tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from truegreen.model.finding import Finding
from truegreen.units.money import Money

CONTACTS: Final = "contacts"
CASES: Final = "cases"
VOLUMES: Final = "volumes"


class How(StrEnum):
    """How a number is known."""

    MEASURED = "measured"
    FORECAST = "forecast"
    AGREED = "agreed"
    PLANNED = "said by the plan"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A number, and how it is known.

    Attributes:
        value: the number.
        how: how it is known.
        says: from what, in words.
        low, high: its 95 % interval, where it is estimated.
    """

    value: float
    how: How
    says: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """When a queue is open, in words, and how that is known."""

    how: How
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How contacts should be answered; what is None is not asked.

    Attributes:
        answered: share answered in time.
        within: seconds in which.
        speed: mean wait at most, in seconds.
        given_up: share that may give up.
        busiest: share of their time that agents may be at work.
    """

    answered: Known | None
    within: float
    speed: Known | None
    given_up: Known | None
    busiest: Known


@dataclass(frozen=True, slots=True)
class Day:
    """A day's contacts: what is expected, between what, and what came (None where it is to come)."""

    day: date
    expected: float
    least: float
    most: float
    came: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """How far a forecast was off.

    Attributes:
        whose: whose forecast.
        days: days that it spoke of.
        ahead: how many days before, from the least to the most.
        wape: its misses as a share of what came.
        bias: what it said too much, as a share of what came.
        chance: the misses of somebody who knew each day's mean: chance alone.
        days_low, days_high: between these shares of what was said, four of five days came.
        months_low, months_high: likewise whole months; None for fewer than six.
    """

    whose: str
    days: int
    ahead: tuple[int, int]
    wape: float
    bias: float
    chance: float
    days_low: float
    days_high: float
    months_low: float | None = None
    months_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fared:
    """How contacts fare if so many more or fewer come to the same agents.

    Attributes:
        change: of what comes, as a share.
        in_time: share answered in time.
        seconds: mean wait.
        given_up: share that gives up.
        fte: full-time people that would be needed instead.
    """

    change: float
    in_time: float
    seconds: float
    given_up: float
    fte: float


@dataclass(frozen=True, slots=True)
class Step:
    """How contacts of a usual busy interval fare with so many agents, by change of what comes."""

    agents: int
    in_time: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What it costs that members of a slice each have a line of their own.

    Attributes:
        by: the slice, or the name of a pool.
        parts: each member with its share of contacts and its full-time people.
        fte: full-time people if they are one line.
        split: if each is a line of its own.
        price: of the difference for a year; None where nobody says what an hour costs.
    """

    by: str
    parts: Sequence[tuple[str, float, float]]
    fte: float
    split: float
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the records say of people at work, by month on the mean.

    Attributes:
        months: how many months were looked at, which need not be whole ones.
        people: people at the start of a month.
        paid, productive: hours.
        contacts, others: hours of work on the queue's contacts, and on cases without a contact.
        in_time: share answered in time, as measured.
        agents: at work for contacts in each open interval, if spread evenly.
        would: share answered in time with them, by the same formula.
        gap: agents there less agents needed, by place in the week.
    """

    months: float
    people: float
    paid: float
    productive: float
    contacts: float
    others: float
    in_time: float | None
    agents: float
    would: float
    gap: Sequence[Sequence[float | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A queue: what comes, what it takes, how it fares.

    Attributes:
        name, title, where: which contacts.
        goal: how they should be answered.
        takes: seconds of work on one.
        spread: its standard deviation, as a share of the mean; None where it is not measured.
        patience: seconds that customers wait; None where nobody can say.
        staying: share still waiting after so many seconds, as recorded (Kaplan and Meier).
        shrinkage: share of paid time away from work.
        hours: when it is open.
        contacts: how many come in the time planned, with the ends of what may come.
        outside: share that came when it was closed.
        method: by which the forecast was made.
        agents: at work, by place in the week: seven rows of intervals; None where it is closed.
        work: hours of agents at work.
        paid: hours paid.
        fte: full-time people.
        by_month: full-time people if the goal is reached over all rather than in each interval; None where none is.
        peak, peak_fte: most agents at work in an interval, and people employed for them.
        spare: hours of agents waiting for contacts.
        fared: with fewer, as many and more contacts.
        curve: how a usual busy interval fares, agent by agent.
        occupancy: share of their time in which agents are at work.
        today: what there is now; None where records do not tell.
        tried: days that were forecast from earlier ones, with what came.
        held: share of these within their interval.
        coming: the first days to come.
        offs: how far forecasts were off.
        splits: what restrictions cost.
        per_hour: price of a paid hour.
        length: seconds of an interval.
    """

    name: str
    title: str
    where: Mapping[str, str]
    goal: Goal
    takes: Known
    spread: float | None
    patience: Known | None
    staying: Sequence[tuple[float, float]]
    shrinkage: Known
    hours: Opening
    contacts: Known
    outside: float
    method: str
    agents: Sequence[Sequence[float | None]]
    work: float
    paid: float
    fte: float
    by_month: float | None
    peak: int
    peak_fte: float
    spare: float
    fared: Sequence[Fared]
    curve: Sequence[Step]
    occupancy: float
    today: Today | None
    tried: Sequence[Day]
    held: float | None
    coming: Sequence[Day]
    offs: Sequence[Off]
    splits: Sequence[Split]
    per_hour: Money | None
    length: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an agreement that speaks of volume.

    Attributes:
        agreement, term: where it stands.
        relieves: whether it excuses service levels where more comes than was forecast.
        whole: whether it then excuses the whole period.
        below: whether it makes up for a shortfall.
    """

    agreement: str
    term: str
    relieves: bool
    whole: bool
    below: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """How much an agreement expects of a service in a month, and what it calls more or less of it.

    Attributes:
        agreement, service: where it stands, and of what.
        baseline, unit: how much, of what is counted.
        bands: each with the last unit that is inside; None for no upper end.
    """

    agreement: str
    service: str
    baseline: int
    unit: str
    bands: Sequence[tuple[str, int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """How many people a project's queues take.

    Attributes:
        plan, title: the plan's; empty without one.
        first, last: days planned.
        lines: the queues.
        pools: what it costs that queues are lines of their own.
        clauses: of agreements that speak of volume.
        volumes: that agreements expect.
        band: how far volume may leave its forecast before a clause should say something.
        untold: share of contacts that no record puts into a queue; they are shared out among those they may belong to.
        source: where contacts come from: ``CONTACTS``, ``CASES`` or ``VOLUMES`` of the records, or a file's name.
        findings, run, known_until: as of every answer.
    """

    plan: str
    title: str
    first: date
    last: date
    lines: Sequence[Line]
    pools: Sequence[Split]
    clauses: Sequence[Clause]
    band: float
    confidence: float
    week: float
    untold: float
    source: str
    volumes: Sequence[Expected] = ()
    findings: Sequence[Finding] = field(default_factory=tuple)
    run: str = ""
    known_until: str = ""
