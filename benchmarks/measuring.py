"""Time work in CPU seconds, which a busy machine distorts least."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

SECONDS: Final = "CPU-s"
GIGABYTES: Final = "GB"


@dataclass(frozen=True)
class Result:
    """One line of the benchmark.

    Attributes:
        task: what was timed, or weighed.
        ours: what it took, in the unit; CPU seconds are those of all threads. Infinite where nothing was found.
        peer: what it is held against.
        against: what the peer took, or what is promised.
        limit: the most that the ratio may be; None where it is only told.
        unit: of both.
        size: how many rows it was about, where more cases mean more of them.
        held: the most gigabytes that our side held; None where it had no process of its own.
        held_against: the same of the peer.
    """

    task: str
    ours: float
    peer: str
    against: float
    limit: float | None = None
    unit: str = SECONDS
    size: int | None = None
    held: float | None = None
    held_against: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.against

    @property
    def holds(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    def __str__(self) -> str:
        mark = "" if self.limit is None else f" (at most {self.limit:g}: {'holds' if self.holds else 'BROKEN'})"
        ours, against = (f"{each:.2f} {self.unit}" for each in (self.ours, self.against))
        return f"{self.task}: {ours}, {self.ratio:.2f} × {self.peer} ({against}){mark}"


def cpu(work: Callable[[], Any], times: int = 3) -> float:
    """Give the median CPU seconds of some work."""
    taken = []
    for _ in range(times):
        before = _used()
        work()
        taken.append(_used() - before)
    return median(taken)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_gigabytes(of: int = resource.RUSAGE_SELF) -> float:
    """Give the most memory this process has held, or the largest of those that it started and that have ended."""
    return resource.getrusage(of).ru_maxrss / 1e6
