"""An estimate: a number with its doubt, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What may be said of an effect: it is there, it is nothing, it goes the wrong way, or nobody can tell yet."""

    ESTABLISHED = "established"
    REFUTED = "refuted"
    PERVERSE = "perverse"
    NOT_ENOUGH = "not enough data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its doubt.

    Attributes:
        value: the number itself.
        error: its standard error, in the same unit.
        low, high: its interval.
        confidence: of the interval, two-sided.
        count: rows behind it.
        effective: how many independent ones they are worth: clusters, or rows divided by a design effect.
        smallest: the smallest effect that would be found four times in five (at 5 %, two-sided): 2.80 errors.
        p: two-sided chance of so much where there is nothing; None where no test was made.
        method, version: which method, and which version of it; both change when its numbers do.
        assumes: what must hold for it to be right, in words.
        seed: of the random draws it needed; None if it needed none.
    """

    value: float
    error: float
    low: float
    high: float
    count: int
    effective: float
    smallest: float
    method: str
    version: int = 1
    confidence: float = 0.95
    p: float | None = None
    assumes: Sequence[str] = ()
    seed: int | None = None
