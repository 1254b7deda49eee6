"""Who is at risk at each time at which something happens, and what they add up to: by cumulative sums, without pairs.

Times at which something happens are numbered; a row is at risk from the time after it entered, ``since``, up to and
with that at which it left: the first number at which it is there no more is ``until``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats

Places = NDArray[np.intp]


class Ties(StrEnum):
    """What is said of hits at the same time.

    BRESLOW: each is held against all who are at risk, the others among them. EFRON: the others are half gone, on
    average. EXACT: that it hit just these of all at risk, whatever their order; slow, and for few at one time.
    """

    BRESLOW = "breslow"
    EFRON = "efron"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, eq=False)
class RiskSets:
    """Rows and when they are at risk.

    Attributes:
        columns: (k, N) scaled, one beside the other, so that each is summed in one go.
        since, until: (N,) numbers of times, as said above; ``until`` grows from row to row.
        begins: (m,) the first row that is there at each time, of those in this order.
        times: (m,) at which something happens.
        hit: (E,) rows it happens to.
        when: (E,) the number of its time.
        gone: (E,) share of those hit at the same time who count as gone already: 0 everywhere with Breslow's ties.
        enters_late: whether somebody is not at risk from the start.
    """

    columns: Floats
    since: Places
    until: Places
    begins: Places
    times: Floats
    hit: Places
    when: Places
    gone: Floats
    enters_late: bool

    def at_risk(self, values: Floats) -> Floats:
        """Sum values, (N,), over who is at risk at each time, (m,)."""
        there = np.append(np.cumsum(values[::-1])[::-1], 0.0)[self.begins]
        if self.enters_late:
            entered = np.bincount(self.since, weights=values, minlength=len(self.times) + 1)
            there -= np.cumsum(entered[:0:-1])[::-1]
        return np.asarray(there)

    def hit_at(self, values: Floats) -> Floats:
        """Sum values, (N,), over who is hit at each time, (m,)."""
        return self.by_time(values[self.hit])

    def by_time(self, of_hits: Floats) -> Floats:
        """Sum values of hits, (E,), by time, (m,)."""
        if len(self.hit) == len(self.times):
            return of_hits
        return np.asarray(np.bincount(self.when, weights=of_hits, minlength=len(self.times)), dtype=np.float64)

    def at_hits(self, by_time: Floats) -> Floats:
        """Give values of times, (m,), to each hit, (E,)."""
        return by_time if len(self.hit) == len(self.times) else by_time[self.when]

    def gathered(self, of_hits: Floats) -> Floats:
        """Sum over each row's time at risk what hits brought, (E,), less what is gone of it: (N,)."""
        up_to = np.append(0.0, np.cumsum(self.by_time(of_hits)))
        held = up_to[self.until]
        if self.enters_late:
            held -= up_to[self.since]
        if self.gone.any():
            held[self.hit] -= self.at_hits(self.by_time(of_hits * self.gone))
        return np.asarray(held)


def risk_sets(
    columns: Floats, stops: Floats, hits: Floats, starts: Floats | None, ties: Ties
) -> tuple[RiskSets, Places]:
    """Give the risk sets of rows (N, k), and the order in which rows stand in them."""
    order = np.argsort(stops, kind="stable")
    happened = hits[order] > 0
    times = np.unique(stops[order][happened])
    until = np.searchsorted(times, stops[order], side="right")
    since = np.zeros(len(stops), dtype=np.intp)
    if starts is not None:
        since = np.minimum(np.searchsorted(times, starts[order], side="right"), until)
    hit = np.flatnonzero(happened)
    when = until[hit] - 1
    counts = np.bincount(when, minlength=len(times))
    before = np.arange(len(hit)) - np.repeat(np.cumsum(counts) - counts, counts)
    sets = RiskSets(
        columns=np.ascontiguousarray(columns[order].T),
        since=since,
        until=until,
        begins=np.searchsorted(until, np.arange(len(times)), side="right"),
        times=times,
        hit=hit,
        when=when,
        gone=before / counts[when] if ties is Ties.EFRON else np.zeros(len(hit)),
        enters_late=bool(since.any()),
    )
    return sets, order
