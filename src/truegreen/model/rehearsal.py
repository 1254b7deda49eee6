"""A rehearsal: how the truth test, and the rules that people use instead, fare in worlds whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a rule fared in worlds whose truth is known.

    Attributes:
        name: the rule.
        found: share of the true ones that it found; its 95 % interval.
        false: share of what it named that was wrong, the mean over worlds; its 95 % interval.
        named: cells that it named in a world, on average.
    """

    name: str
    found: float | None
    found_low: float
    found_high: float
    false: float
    false_low: float
    false_high: float
    named: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The truth test in worlds shaped like the run's own cells, with watermelons planted and with none.

    Attributes:
        worlds, cells, seed: how many worlds of how many cells, and where their draws begin.
        promise: share of false entries that was promised.
        planted: how rules fared where watermelons were planted.
        nothing: how they fared where none was.
    """

    worlds: int
    cells: int
    seed: int
    promise: float
    planted: Sequence[Rule]
    nothing: Sequence[Rule]
