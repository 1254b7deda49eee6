"""A clock as others would run it: the same clock with one thing changed, each the way in which some system or contract
does it. Which of them flip the verdict is what a reader of a clock wants to know first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from truegreen.model.clock import AsOf, CalendarBy, Clock, Reopened, Takes, TargetBy, When

WAITS: Final = ("waiting_on_customer", "waiting_on_other")
PLAIN: Final = Clock(
    title="From opened to resolved", starts=("opened",), stops=("resolved", "closed"), pauses=WAITS,
    cancels=("cancelled",), reopened=Reopened.CONTINUES,
)  # fmt: skip
"""A clock for cases of which no agreement says how time is counted."""


def usual(clock: Clock) -> Iterator[tuple[str, Clock]]:
    """Give a clock under its usual alternatives, in words what is changed; those that change nothing are left out."""
    seen = [clock]
    for words, other in _changed(clock):
        if other not in seen:
            seen.append(other)
            yield words, other


def _changed(clock: Clock) -> Iterator[tuple[str, Clock]]:
    yield "no wait is taken off", replace(clock, pauses=(), resumes=())
    for wait, words in (("waiting_on_customer", "waits for the customer"), ("waiting_on_other", "waits for others")):
        if clock.pauses:
            yield f"only {words} are taken off", replace(clock, pauses=(wait,), resumes=())
    if clock.pauses != WAITS:
        yield "all waits are taken off", replace(clock, pauses=WAITS, resumes=())
    yield "every hour counts", replace(clock, calendar="")
    yield "every hour counts, and no wait is taken off", replace(clock, calendar="", pauses=(), resumes=())
    if isinstance(clock.calendar, CalendarBy):
        yield "the last calendar counts for all of it", replace(clock, calendar=_takes(clock.calendar, Takes.LAST))
        yield "every calendar counts for its time", replace(clock, calendar=_takes(clock.calendar, Takes.EVERY))
    if "resolved" in clock.stops:
        yield "it stops when closed", replace(clock, stops=_instead(clock.stops, "resolved", "closed"))
    yield "the first stop is final", replace(clock, reopened=Reopened.IGNORED)
    yield "time between stop and reopening counts", replace(clock, reopened=Reopened.COUNTS)
    yield "each reopening starts it anew", replace(clock, reopened=Reopened.ANEW)
    yield "it goes on when reopened", replace(clock, reopened=Reopened.CONTINUES)
    if isinstance(clock.target, TargetBy):
        by = clock.target.by
        for as_of, words in (
            (AsOf.STARTED, f"held to the {by} when it started"),
            (AsOf.STOPPED, f"held to the {by} when it stopped"),
            (AsOf.LATEST, f"held to today's {by}"),
        ):
            yield words, replace(clock, target=replace(clock.target, as_of=as_of))


def _takes(calendar: CalendarBy, takes: Takes) -> CalendarBy:
    return replace(calendar, takes=takes)


def _instead(stops: tuple[str | When, ...], one: str, other: str) -> tuple[str | When, ...]:
    return tuple(dict.fromkeys(other if each == one else each for each in stops))
