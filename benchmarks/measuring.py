"""Time work in CPU seconds, which a busy machine distorts least."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Result:
    """One line of the benchmark.

    Attributes:
        task: what was timed.
        seconds: CPU seconds, of all threads.
        peer: what it is held against.
        against: CPU seconds of the peer.
        limit: the most that the ratio may be; None where it is only told.
    """

    task: str
    seconds: float
    peer: str
    against: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        return self.seconds / self.against

    @property
    def holds(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    def __str__(self) -> str:
        mark = "" if self.limit is None else f" (at most {self.limit:g}: {'holds' if self.holds else 'BROKEN'})"
        return f"{self.task}: {self.seconds:.2f} CPU-s, {self.ratio:.2f} × {self.peer} ({self.against:.2f} CPU-s){mark}"


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


def peak_gigabytes() -> float:
    """Give the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
