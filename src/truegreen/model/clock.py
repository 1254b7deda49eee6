"""Clocks as text: when time starts, pauses, stops and is void, by whose calendar, against which target.

The six conditions are those of ServiceNow's SLA definitions (start, pause, resume, stop, reset, cancel), evaluated at
every event over how the case stands after it. What vendors leave to a checkbox somewhere, such as what a reopening
does, is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final

from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

STEPS: Final = (
    "opened", "assigned", "working", "waiting_on_customer", "waiting_on_other", "resumed", "responded",
    "customer_replied", "resolved", "reopened", "closed", "cancelled", "merged", "updated",
)  # fmt: skip
"""What may happen to a case; of steps made in the same second, the earlier one here comes first."""
PHASES: Final = (
    "opened", "working", "waiting_on_customer", "waiting_on_other", "resumed", "resolved", "reopened", "closed",
    "cancelled", "merged",
)  # fmt: skip
"""Steps that say how a case stands until the next of them; the others happen and leave it as it is."""


class From(StrEnum):
    """From when a clock counts once its start holds."""

    THEN = "when it holds"
    OPENED = "when the case was opened"


class Reopened(StrEnum):
    """What becomes of a clock that had stopped when its case is opened again."""

    CONTINUES = "continues"
    COUNTS = "continues, and the time in between counts"
    ANEW = "starts anew"
    IGNORED = "ignored"


class Merged(StrEnum):
    """What becomes of a clock when its case is merged into another."""

    DROPPED = "dropped"
    STOPS = "stops"


class AsOf(StrEnum):
    """Which priority, of those a case has had, decides the target."""

    STARTED = "when it started"
    STOPPED = "when it stopped"
    LATEST = "latest, even if set after the clock stopped"


class Per(StrEnum):
    """Whether one clock runs for the case, or one for each team's turn (operating level)."""

    CASE = "case"
    TEAM = "team"


class CalendarOf(StrEnum):
    """What decides by which calendar a case is worked."""

    PROVIDER = "provider"
    SITE = "site"
    TEAM = "team"
    SERVICE = "service"
    PRIORITY = "priority"
    RECORD = "record"


class Takes(StrEnum):
    """Which calendar counts, of several that a case had one after another."""

    EVERY = "every one for its time"
    LAST = "the last one for all of it"


class ZoneOf(StrEnum):
    """In whose zone a calendar's hours are read."""

    CALENDAR = "calendar"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """How a case must stand; everything that is written must hold, and of each list one."""

    step: Annotated[tuple[str, ...], "Steps, like waiting_on_customer: the last one, or the one just made"] = ()
    state: Annotated[tuple[str, ...], "The source's own words for the state"] = ()
    priority: Annotated[tuple[str, ...], "Priorities"] = ()
    team: Annotated[tuple[str, ...], "Teams that have it"] = ()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBy:
    """A calendar that differs from case to case, or changes while a case is open."""

    by: Annotated[CalendarOf, "What decides: provider, site, team, service, priority, or record (as events say)"]
    each: Annotated[Mapping[str, str], "Calendar by member; of a record, its own hours if left out"] = field(
        default_factory=dict
    )
    otherwise: Annotated[str, "Calendar of all others; around the clock if left out"] = ""
    takes: Annotated[Takes, "Which one counts where several were in force one after another"] = Takes.EVERY
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetBy:
    """A target that differs from case to case."""

    each: Annotated[Mapping[str, Quantity], "Target by member, like P1: 4 h"]
    by: Annotated[CalendarOf, "What decides; the priority if left out"] = CalendarOf.PRIORITY
    otherwise: Annotated[Quantity | None, "Target of all others; none if left out"] = None
    as_of: Annotated[AsOf, "Which one decides, of several a case has had"] = AsOf.STOPPED
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock over the events of a case."""

    starts: Annotated[tuple[str | When, ...], "Steps or states that start it, like opened"]
    stops: Annotated[tuple[str | When, ...], "Steps or states that stop it, like resolved"]
    reopened: Annotated[Reopened, "What a reopening does to it"]
    title: Annotated[str, "What people call it"] = ""
    pauses: Annotated[tuple[str | When, ...], "Steps or states in which it stands still, like waiting_on_customer"] = ()
    resumes: Annotated[tuple[str | When, ...], "What ends a pause; its own end if left out"] = ()
    resets: Annotated[tuple[str | When, ...], "What ends it and lets it start anew"] = ()
    reset_voids: Annotated[bool, "Whether what ran before a reset is void, rather than ended by it"] = True
    cancels: Annotated[tuple[str | When, ...], "What makes it void, as if it had never run"] = ()
    lapses: Annotated[bool, "Whether it is void as soon as what started it no longer holds"] = False
    counts_from: Annotated[From, "From when it counts once its start holds"] = From.THEN
    pauses_before: Annotated[bool, "Whether pauses before it started are taken off, where it counts from before"] = True
    merged: Annotated[Merged, "What a merge into another case does to it"] = Merged.DROPPED
    calendar: Annotated[str | CalendarBy, "Calendar it runs by; around the clock if left out"] = ""
    zone_of: Annotated[ZoneOf, "In whose zone the calendar's hours are read"] = ZoneOf.CALENDAR
    target: Annotated[Quantity | TargetBy | None, "Time it may take, like 8 h, or by priority"] = None
    whole: Annotated[Quantity | None, "Count in whole units of this, leaving out what is begun, like 1 min"] = None
    per: Annotated[Per, "One for the case, or one for each team's turn"] = Per.CASE
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE

    @property
    def calendars(self) -> tuple[str, ...]:
        """Name the calendars that its text asks for, each once."""
        says = self.calendar
        named = (*says.each.values(), says.otherwise) if isinstance(says, CalendarBy) else (says,)
        return tuple(dict.fromkeys(each for each in named if each))
