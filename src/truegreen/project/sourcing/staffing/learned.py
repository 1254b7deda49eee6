"""What records say of a queue: its contacts by interval, what each takes, how long customers wait, who is at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.model.staffed import CONTACTS, How, Known
from truegreen.project.sourcing.staffing.asked import SHRINKAGE, Asked
from truegreen.readings import staffed
from truegreen.readings.queued import Columns
from truegreen.sourcing.staffing.intervals import Intervals
from truegreen.stats.queueing.patience import patience, still_waiting
from truegreen.units.period import add_months

Floats = npt.NDArray[np.float64]
POINTS: Final = 60
"""Points of a curve of staying, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """What was read for all queues.

    Attributes:
        contacts: by quarter of an hour and the slices that tell queues apart.
        members: by slice, those of restrictions too; nothing where no record tells it.
        waits: how many waited how long, by slices.
        hours, others: of people and of cases without contact, in the months looked at.
        forecasts: by service and day.
        since: first day that handle time, patience and hours are learned from.
        until: the day after the last.
        source: where contacts come from.
    """

    contacts: Columns
    members: Columns
    waits: Columns
    hours: Columns
    others: Columns
    forecasts: Columns
    since: date
    until: date
    source: str

    @property
    def waited(self) -> bool:
        """Say whether anybody's waiting is recorded."""
        return self.source == CONTACTS

    @property
    def months(self) -> float:
        """Give how many months are learned from."""
        if self.since.day == self.until.day == 1:
            return float((self.until.year - self.since.year) * 12 + self.until.month - self.since.month)
        return (self.until - self.since).days * 12 / 365.25


def weights(columns: Columns, asked: Asked, name: str) -> Floats:
    """Give what each row counts for a queue: one that no record puts into a queue by its share of the others."""
    size = len(columns[name])
    own, could, told = np.ones(size, bool), np.ones(size, bool), np.ones(size, bool)
    for each, member in asked.where.items():
        blank = columns[each] == ""
        own &= columns[each] == member
        could &= (columns[each] == member) | blank
        told &= ~blank
    alike = np.ones(size, bool)
    for each, member in asked.where.items():
        if not ((columns[each] == "") & (columns[name] > 0)).any():
            alike &= columns[each] == member
    amounts = columns[name].astype(float)
    known = amounts[told & alike].sum()
    share = amounts[own].sum() / known if known else 0.0
    return np.where(own, 1.0, np.where(could & ~own, share, 0.0))


def recent(records: Records, intervals: Intervals) -> npt.NDArray[np.bool_]:
    """Say which rows lie in the days that are learned from."""
    first, end = ((each - intervals.first).days for each in (records.since, records.until))
    within = intervals.starts[(intervals.day >= first) & (intervals.day < end)]
    at = records.contacts["at"]
    return np.asarray((at >= within[0]) & (at < within[-1] + intervals.length)) if len(within) else at < 0


def takes_of(records: Records, asked: Asked, weight: Floats) -> tuple[Known | None, float | None]:
    """Give the seconds of work on a contact with its interval, and their spread as a share of it."""
    if "takes" in asked.given:
        return asked.given["takes"], None
    handled, took, squares = (float((weight * records.contacts[each]).sum()) for each in ("handled", "took", "squares"))
    if not handled or not took:
        return None, None
    mean = took / handled
    spread = float(np.sqrt(max(squares / handled - mean**2, 0.0)))
    error = 1.96 * spread / handled**0.5
    known = Known(value=mean, how=How.MEASURED, says=f"{handled:,.0f} contacts", low=mean - error, high=mean + error)
    return known, spread / mean


def patience_of(records: Records, asked: Asked, weight: Floats) -> Known | None:
    """Give how long customers wait before they give up; None where nobody can say."""
    if "patience" in asked.given:
        return asked.given["patience"]
    gone, waited = (float((weight * records.contacts[each]).sum()) for each in ("given_up", "waited"))
    if not records.waited or gone < 1:
        return None
    found = patience(gone, waited)
    says = f"{gone:,.0f} gave up in {waited / 3600:,.0f} hours that all waited together"
    return Known(value=found.seconds, how=How.MEASURED, says=says, low=found.low, high=found.high)


def staying_of(records: Records, asked: Asked) -> list[tuple[float, float]]:
    """Give the curve of those still waiting, thinned."""
    if not len(records.waits["wait"]):
        return []
    weight = weights(records.waits, asked, "contacts") * records.waits["contacts"]
    number = np.rint(weight).astype(int)
    times, shares = still_waiting(np.repeat(records.waits["wait"], number),
                                  np.repeat(records.waits["gave_up"].astype(bool), number))  # fmt: skip
    if not len(times):
        return []
    at = np.unique(np.linspace(0, len(times) - 1, POINTS).astype(int))
    return [(0.0, 1.0), *((float(times[each]), float(shares[each])) for each in at)]


def shrinkage_of(records: Records, asked: Asked) -> Known:
    """Give the share of paid time that people are away from work."""
    if "shrinkage" in asked.given:
        return asked.given["shrinkage"]
    paid, there = (staffed.total(records.hours, asked.where, each) for each in ("paid", "productive"))
    if np.isnan(paid) or np.isnan(there) or not 0 < there <= paid:
        return Known(value=SHRINKAGE, how=How.ASSUMED, says="no record tells paid and productive hours of it")
    says = f"{paid / 3600:,.0f} h paid, {there / 3600:,.0f} h there"
    return Known(value=1 - there / paid, how=How.MEASURED, says=says)


def months_before(day: date, months: int) -> tuple[date, date]:
    """Give the first day of so many whole months before a day, and the day after their last."""
    end = day.replace(day=1)
    return add_months(end, -months), end
