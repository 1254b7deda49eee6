"""A queue as it is planned: what is asked, what records say, the calls that will come, and the agents they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from truegreen.model.staffed import Known, Opening
from truegreen.project.sourcing.staffing.asked import Asked
from truegreen.project.sourcing.staffing.foretold import said_of
from truegreen.project.sourcing.staffing.learned import Records, patience_of, recent, shrinkage_of, takes_of, weights
from truegreen.project.sourcing.staffing.opening import usual_hours
from truegreen.sourcing.staffing.expected import Said
from truegreen.sourcing.staffing.intervals import WEEKDAYS, Floats, Intervals, intervals
from truegreen.sourcing.staffing.needed import Line, agents_of, hours_of
from truegreen.sourcing.staffing.profiles import profile, spread


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all queues.

    Attributes:
        zone: whose days and hours they are.
        length: seconds of an interval.
        first, last: days planned.
        known: first and last whole day of the records.
        confidence: share of intervals of days that should hold what comes.
        week: paid hours a week of a full-time person.
        band: how far volume may leave its forecast.
        restrictions: slices whose members might have a line each.
    """

    zone: str
    length: int
    first: date
    last: date
    known: tuple[date, date]
    confidence: float
    week: float
    band: float
    restrictions: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planned:
    """A queue as it is planned.

    Attributes:
        asked, records, setting: what it is made of.
        lately: what each row of the records counts in the days that are learned from.
        history: contacts by day, oldest first.
        past: the intervals of the days that are learned from.
        outside: share of their contacts that came while it was closed.
        coming: the intervals planned.
        said: the forecast, from the day after the records on.
        takes, spread, patience, shrinkage, hours: what it is reckoned from.
        line: calls of each interval that is planned.
        agents: agents of each.
    """

    asked: Asked
    records: Records
    setting: Setting
    lately: Floats
    history: Floats
    past: Intervals
    outside: float
    coming: Intervals
    said: Said
    takes: Known
    spread: float | None
    patience: Known | None
    shrinkage: Known
    hours: Opening
    line: Line
    agents: Floats

    def paid(self, agents: Floats) -> float:
        """Give the hours that are paid for agents at work in each interval."""
        return hours_of(agents, self.coming) / (1 - self.shrinkage.value)

    def fte(self, agents: Floats) -> float:
        """Give the full-time people that it takes to have so many at work."""
        return self.paid(agents) / (self.setting.week * self.coming.days / WEEKDAYS)


def planned(asked: Asked, records: Records, setting: Setting) -> Planned | None:
    """Plan a queue; None where no contact of it is known, or nobody knows how much work one is."""
    weight, at = weights(records.contacts, asked, "offered"), records.contacts["at"]
    always = intervals(*setting.known, setting.zone, setting.length)
    offered = weight * records.contacts["offered"]
    came = always.counted(at, offered)
    lately = weight * recent(records, always)
    takes, dispersion = takes_of(records, asked, lately)
    if not came.sum() or takes is None:
        return None
    if asked.hours and asked.opening:
        hours, opening = asked.hours, asked.opening
    else:
        hours, opening = usual_hours(always, came, setting.zone)
    past = intervals(records.since, records.until - timedelta(days=1), setting.zone, setting.length, hours)
    coming = intervals(setting.first, setting.last, setting.zone, setting.length, hours)
    told, patience = past.counted(at, offered), patience_of(records, asked, lately)
    said = said_of(always.by_day(came), (setting.last - setting.known[1]).days, setting.confidence)
    calls = spread(asked.growth * said.expected[-coming.days :], profile(past, told), coming)
    line = Line(calls, takes.value, asked.aim, patience.value if patience else None)
    return Planned(
        asked=asked, records=records, setting=setting, lately=lately, history=always.by_day(came), past=past,
        outside=float(told[past.open == 0].sum()) / max(float(told.sum()), 1e-9), coming=coming, said=said, takes=takes,
        spread=dispersion, patience=patience, shrinkage=shrinkage_of(records, asked),
        hours=opening, line=line, agents=agents_of(line, coming),
    )  # fmt: skip
