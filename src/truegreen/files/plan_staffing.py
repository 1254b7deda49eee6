"""What is odd about a plan's queues: shares and times that cannot be meant, pools of queues that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.model.plan_staffing import Queue, Staffing
from truegreen.units.quantity import SECONDS, Quantity

INTERVALS: Final = (900, 1800, 3600)
"""Seconds that an interval may last: whole parts of an hour, so that days of 23 and 25 hours have whole ones."""
WEEK: Final = 168 * 3600


def staffing_findings(staffing: Staffing) -> Iterator[Finding]:
    """Find what cannot be meant, and pools of queues that nobody named."""
    for name, queue in staffing.queues.items():
        yield from _queue(name, queue)
    yield from _pools(staffing)
    if _seconds(staffing.interval) not in INTERVALS:
        says = f"Intervals of {staffing.interval} are not planned for."
        yield error(staffing.interval.at, "odd-staffing", says, "Write 15 min, 30 min or 1 h.")
    if not 0 < (_seconds(staffing.week) or 0) <= WEEK:
        says = f"Nobody is paid {staffing.week} a week."
        yield error(staffing.week.at, "odd-staffing", says, "Write the paid hours of one person, like 40 h.")
    for what, share, least in (("band", staffing.band, 0), ("confidence", staffing.confidence, 50)):
        yield from _share(what, share, Decimal(least))


def _queue(name: str, queue: Queue) -> Iterator[Finding]:
    shares = {"answered": queue.answered, "given_up": queue.given_up, "shrinkage": queue.shrinkage,
              "busiest": queue.busiest}  # fmt: skip
    for what, share in shares.items():
        if share is not None:
            yield from _share(f"{what} of {shown(name)}", share)
    for time in (queue.within, queue.speed, queue.patience, queue.takes):
        if time is not None and not _seconds(time):
            yield error(time.at, "odd-staffing", f"{time} is no time.", "Write it like 20 s or 14 min.")
    if queue.growth is not None and (queue.growth.unit != "%" or queue.growth.number <= -100):
        yield error(queue.growth.at, "odd-staffing", f"{queue.growth} is no change.", "Write it like 5 % or -3 %.")
    if (queue.answered is None) != (queue.within is None):
        said, missing = ("answered", "within") if queue.within is None else ("within", "answered")
        says = f"{shown(name)} says {said} and not {missing}; a share answered in time is both."
        yield error(queue.at, "odd-staffing", says, "Write both, like answered: 80 % and within: 20 s.")
    if queue.hours and queue.open:
        says = f"{shown(name)} names a calendar and hours of its own."
        yield error(queue.at, "odd-staffing", says, "Leave one of them out.")


def _pools(staffing: Staffing) -> Iterator[Finding]:
    for name, members in staffing.pools.items():
        for each in members:
            if each not in staffing.queues:
                says = f"The pool {shown(name)} holds {shown(each)}, which is no queue of the plan."
                yield error(staffing.at, "odd-staffing", says, did_you_mean(each, list(staffing.queues)))
        if len(set(members)) < 2:
            says = f"The pool {shown(name)} needs two queues."
            yield error(staffing.at, "odd-staffing", says, "Name the queues that the same people could answer.")


def _share(name: str, share: Quantity, least: Decimal = Decimal(0)) -> Iterator[Finding]:
    if share.unit != "%" or not least < share.number < 100:
        says = f"{share} is no share that {name} can be."
        yield error(share.at, "odd-staffing", says, f"Write it above {least} % and below 100 %, with its sign.")


def _seconds(time: Quantity) -> int | None:
    """Give the seconds of a time; None where it is none, or nought."""
    return int(time.number * SECONDS[time.unit]) if time.unit in SECONDS and time.number > 0 else None
