"""Clocks and cases drawn at random, far odder than anybody writes them, and the calendars they run by."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from truegreen.clocks.hours import Hours, in_zone, week
from truegreen.clocks.life import Event
from truegreen.model.clock import (
    STEPS,
    AsOf,
    CalendarBy,
    CalendarOf,
    Clock,
    From,
    Merged,
    Per,
    Reopened,
    Takes,
    TargetBy,
    When,
    ZoneOf,
)
from truegreen.units.quantity import Quantity

FIRST, LAST = date(2025, 3, 1), date(2025, 6, 1)
KNOWN_UNTIL: Final = datetime(2025, 5, 1)
RECORDED: Final = frozenset({"a", "b"})
ZONES: Final = ("Asia/Tokyo", "Australia/Sydney")
_LONDON = [(day * 1440 + opens, day * 1440 + closes) for day in range(5) for opens, closes in ((480, 720), (780, 1080))]
_NEW_YORK = [(day * 1440 + 480, day * 1440 + 1200) for day in range(7)]
_DESKS: Final = (
    Hours("a", (week(None, "Europe/London", _LONDON),), frozenset({date(2025, 3, 31)})),
    Hours("b", (week(None, "America/New_York", _NEW_YORK),)),
)
CALENDARS: Final = {each.name: each for each in (*_DESKS, *(in_zone(desk, zone) for desk in _DESKS for zone in ZONES))}


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws clocks and cases; the same seed draws the same."""

    random: random.Random

    def clock(self) -> Clock:
        """Draw a clock."""
        pick = self.random.choice
        return Clock(
            starts=pick([("opened",), ("opened", "working"), self._conditions()]),
            stops=pick([("resolved", "closed"), ("responded",), self._conditions()]),
            reopened=pick(list(Reopened)),
            pauses=pick(
                [(), ("waiting_on_customer",), ("waiting_on_customer", "waiting_on_other"), self._conditions()]
            ),
            resumes=pick([(), ("resumed",), self._conditions()]),
            resets=pick([(), (), self._conditions()]),
            reset_voids=pick([True, False]),
            cancels=pick([(), ("cancelled",), self._conditions()]),
            lapses=pick([True, False, False, False, False]),
            counts_from=pick([From.THEN, From.THEN, From.OPENED]),
            pauses_before=pick([True, False]),
            merged=pick(list(Merged)),
            calendar=self._calendar(),
            zone_of=pick([ZoneOf.CALENDAR, ZoneOf.CALENDAR, ZoneOf.CUSTOMER]),
            target=self._target(),
            whole=pick([None, None, _time(1, "min")]),
            per=pick([Per.CASE, Per.CASE, Per.TEAM]),
        )

    def case(self, number: int) -> tuple[dict[str, Any], list[Event]]:
        """Draw a case and its steps."""
        pick, moment = self.random.choice, datetime(2025, 3, 27) + timedelta(seconds=self.random.randrange(6 * 86400))
        case = {
            "case_id": f"c{number}", "opened_at": pick([moment] * 9 + [None]), "team": pick([None, "t1", "t2"]),
            "priority": pick([None, "P1", "P2"]), "provider": pick([None, "p1"]), "site": pick([None, "s1"]),
            "service": None, "zone": pick([None, *ZONES]),
            "first_response_at": pick([None, moment + timedelta(hours=3)]),
            "resolved_at": pick([None, moment + timedelta(days=2)]), "closed_at": None,
        }  # fmt: skip
        steps = []
        for place in range(self.random.randint(0, 8)):
            moment += timedelta(seconds=pick([0, 1, 3600, self.random.randrange(86400)]))
            step = Event(
                moment,
                pick(STEPS),
                place,
                team=pick([None, None, "t1", "t2"]),
                priority=pick([None, None, "P1", "P2"]),
                calendar=pick([None, None, "a", "b", "zz"]),
                state=pick([None, "x", "y"]),
            )
            steps.append(step)
        return case, steps

    def _conditions(self) -> tuple[str | When, ...]:
        return tuple(self._condition() for _ in range(self.random.randint(1, 2)))

    def _condition(self) -> str | When:
        if self.random.random() < 0.7:
            return self.random.choice(STEPS)
        some = self.random.sample
        return When(
            step=tuple(some(STEPS, self.random.randint(0, 2))),
            state=tuple(some(["x", "y", "z"], self.random.randint(0, 2))),
            priority=tuple(some(["P1", "P2"], self.random.randint(0, 1))),
            team=tuple(some(["t1", "t2"], self.random.randint(0, 1))),
        )

    def _calendar(self) -> str | CalendarBy:
        pick = self.random.choice
        each = {"P1": "a", "t1": "b", "s1": "a", "p1": "b", "a": "a", "b": "b"}
        by = CalendarBy(
            by=pick(list(CalendarOf)), each=pick([each, {}]), otherwise=pick(["", "a", "b"]), takes=pick(list(Takes))
        )
        choices: list[str | CalendarBy] = ["", "a", "b", by]
        return pick(choices)

    def _target(self) -> Quantity | TargetBy | None:
        pick = self.random.choice
        by = TargetBy(
            each={"P1": _time(4, "h"), "P2": _time(20, "h"), "t1": _time(3, "h")},
            by=pick([CalendarOf.PRIORITY, CalendarOf.PRIORITY, CalendarOf.TEAM, CalendarOf.RECORD, CalendarOf.SITE]),
            otherwise=pick([None, _time(8, "h")]),
            as_of=pick(list(AsOf)),
        )
        return pick([None, _time(pick([0, 1, 5, 20, 60]), "h"), by, by])


def _time(number: int, unit: str) -> Quantity:
    return Quantity(Decimal(number), unit)
