"""How much is found, and how much of it is false, in worlds of the user's own cell sizes with a known truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.discoveries import listed
from truegreen.stats.intervals import t_of, wilson
from truegreen.stats.shrinkage.choice import choose
from truegreen.stats.shrinkage.joint import joint
from truegreen.stats.shrinkage.naive import RULES
from truegreen.stats.shrinkage.signal import Floats, shares
from truegreen.stats.shrinkage.worlds import Layout, Plan, Shown, drawn

METHOD, VERSION = "planted worlds of the given cell sizes", 1
OURS = "ours"
Method = Callable[[Shown], Floats]


def by_all_signals(shown: Shown) -> Floats:
    """Give the chance that each cell is bad, from all signals at once."""
    pairs = enumerate(zip(shown.hits, shown.counts, strict=True))
    return joint([shares(str(k), hits, counts) for k, (hits, counts) in pairs], shown.groups).below(shown.bound)


def by_this_month(shown: Shown) -> Floats:
    """Give the chance that each cell is bad, from this month's answers alone."""
    return choose(shown.hits[0], shown.counts[0]).prior.below(shown.bound, shown.hits[0], shown.counts[0])


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Record:
    """What a rule did, world by world.

    Attributes:
        named: cells it named in each world.
        false: those of them that were not bad.
        bad: cells that were bad in each world, named or not.
    """

    named: NDArray[np.int64]
    false: NDArray[np.int64]
    bad: NDArray[np.int64]

    @property
    def false_share(self) -> tuple[float, float, float]:
        """Give the mean share of false entries among those named (0 where none is), and its 95 % interval."""
        return _mean(self.false / np.maximum(self.named, 1))

    @property
    def power(self) -> tuple[float, float, float] | None:
        """Give the mean share of bad cells that are named, and its 95 % interval; None where nothing was planted."""
        planted = self.bad > 0
        return _mean((self.named - self.false)[planted] / self.bad[planted]) if planted.any() else None

    @property
    def raised(self) -> tuple[float, float, float]:
        """Give the share of worlds in which any cell was named, and its 95 % interval."""
        worlds = int(np.sum(self.named > 0))
        return worlds / self.named.size, *wilson(worlds, self.named.size)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Simulated:
    """What a method and the usual rules find in the same worlds.

    Attributes:
        ours: what the method did.
        usual: what the usual rules did, by their names.
        promised: the share of false entries that was promised.
        worlds: how many were drawn.
        seed: that they were drawn from.
        plan: what was planted.
    """

    ours: Record
    usual: Mapping[str, Record]
    promised: float
    worlds: int
    seed: int
    plan: Plan
    method: str = METHOD
    version: int = VERSION


def simulate(
    layout: Layout,
    plan: Plan,
    method: Method = by_all_signals,
    *,
    worlds: int = 200,
    q: float = 0.10,
    seed: int = 0,
    told: Callable[[int, int], None] | None = None,
) -> Simulated:
    """Give power and false entries of a method in worlds shaped like the user's own cells.

    Args:
        layout: how many answers each cell has, in which signals.
        plan: what is planted, or nothing.
        method: from what can be seen to the chance that each cell is bad; its list promises ``q``.
        worlds: how many are drawn.
        q: the share of false entries that is promised.
        seed: the same seed draws the same worlds.
        told: called after each world with how many are done, and of how many.

    Raises:
        ValueError: no world is asked for, or layout or plan contradict themselves.
    """
    if worlds < 1:
        raise ValueError("at least one world is needed")
    tallies: dict[str, list[tuple[int, int, int]]] = {name: [] for name in (OURS, *RULES)}
    for world in range(worlds):
        shown, bad = drawn(layout, plan, np.random.default_rng([seed, world]))
        named = np.zeros(bad.size, dtype=np.bool_)
        named[listed(method(shown), q).indices] = True
        tallies[OURS].append(_tally(named, bad))
        for name, rule in RULES.items():
            tallies[name].append(_tally(rule(shown.hits[0], shown.counts[0], shown.bound, q), bad))
        if told is not None:
            told(world + 1, worlds)
    records = {name: _record(rows) for name, rows in tallies.items()}
    return Simulated(ours=records.pop(OURS), usual=records, promised=q, worlds=worlds, seed=seed, plan=plan)


def _tally(named: NDArray[np.bool_], bad: NDArray[np.bool_]) -> tuple[int, int, int]:
    return int(named.sum()), int((named & ~bad).sum()), int(bad.sum())


def _record(rows: Sequence[tuple[int, int, int]]) -> Record:
    named, false, bad = np.array(rows, dtype=np.int64).T
    return Record(named=named, false=false, bad=bad)


def _mean(parts: Floats) -> tuple[float, float, float]:
    """Give the mean of shares and its interval: Student's, or Wilson's where all are alike."""
    mean, spread, size = float(np.mean(parts)), float(np.std(parts)), parts.size
    if size < 2 or spread == 0:
        return mean, wilson(floor(mean * size), size)[0], wilson(ceil(mean * size), size)[1]
    half = t_of(0.95, size - 1) * spread / sqrt(size - 1)
    return mean, max(0.0, mean - half), min(1.0, mean + half)
