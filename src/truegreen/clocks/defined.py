"""Which clocks there are, by whose hours, and for which cases: those agreed on the day on which a case was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from truegreen.clocks.hours import Hours, agreed
from truegreen.clocks.tables import full_name
from truegreen.model.agreement import Calendar, Versions
from truegreen.model.clock import Clock


@dataclass(frozen=True, slots=True)
class Defined:
    """A clock as it is agreed for cases opened in some days.

    Attributes:
        name: the agreement's id and the clock's name, as in ``acme-care/resolution``.
        clock: what it says.
        first, last: the first and the last day; ``date.min`` and ``date.max`` where there is no end.
    """

    name: str
    clock: Clock
    first: date
    last: date


def defined(versions: Versions) -> list[Defined]:
    """Give the clocks of an agreement through time; one that does not change stands once."""
    found: dict[str, list[Defined]] = {}
    starts = [date.min, *(since for since, _ in versions.each[1:]), date.max]
    for (_, agreement), first, following in zip(versions.each, starts, starts[1:], strict=False):
        last = following - timedelta(days=1) if following < date.max else date.max
        for name, clock in agreement.clocks.items():
            earlier = found.setdefault(full_name(versions.id, name), [])
            if earlier and earlier[-1].clock == clock and earlier[-1].last == first - timedelta(days=1):
                earlier[-1] = Defined(earlier[-1].name, clock, earlier[-1].first, last)
            else:
                earlier.append(Defined(full_name(versions.id, name), clock, first, last))
    return [each for listed in found.values() for each in listed]


def agreed_hours(versions: Versions) -> dict[str, Hours]:
    """Give the hours of an agreement's calendars, by name, through all its versions."""
    through: dict[str, dict[date | None, Calendar]] = {}
    for place, (since, agreement) in enumerate(versions.each):
        for name, calendar in agreement.calendars.items():
            known = through.setdefault(name, {})
            known[None if place == 0 or not known else since] = calendar
    return {name: agreed(name, each) for name, each in through.items()}
