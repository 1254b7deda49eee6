"""Value: amounts of money that were made, kept or risked, each with its doubt and how well it is evidenced.

A grade says how much an amount can bear: whether chance alone decided who was treated, or nobody knows what would have
happened otherwise. It travels with the amount wherever it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from truegreen.units.money import Money


class Grade(StrEnum):
    """How well an amount is evidenced, the best first."""

    RANDOMISED = "A"
    QUASI_EXPERIMENTAL = "B"
    ADJUSTED = "C"
    DESCRIPTIVE = "D"

    @property
    def words(self) -> str:
        """Say the grade in words that fit behind “evidence:”."""
        return _WORDS[self]


_WORDS = {
    Grade.RANDOMISED: "randomised: chance decided who was treated",
    Grade.QUASI_EXPERIMENTAL: "quasi-experimental: compared before and after, with others, and the checks passed",
    Grade.ADJUSTED: "modelled: compared with what a model expects, and as right as the model",
    Grade.DESCRIPTIVE: "descriptive: counted, and nobody knows what would have happened otherwise",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money with its doubt.

    Attributes:
        what: what it is, like “lifetime value protected”.
        value: the amount; None where nobody can tell, and ``because`` says why.
        low, high: its interval; None where it is counted exactly, or not known.
        confidence: of the interval, two-sided.
        grade: how well it is evidenced.
        method: how it was found, like “value.protected”.
        because: one sentence that says it aloud: how it came about, or why there is none.
        counts: what it rests on, like “accounts treated”: 425.
        assumes: what must hold for it to be right, in words.
    """

    what: str
    value: Money | None
    low: Money | None = None
    high: Money | None = None
    confidence: float = 0.95
    grade: Grade
    method: str
    because: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    assumes: Sequence[str] = ()

    @property
    def is_told(self) -> bool:
        """Say whether there is an amount at all."""
        return self.value is not None

    @property
    def is_certain(self) -> bool:
        """Say whether the interval lies on one side of nought, so that there is a gain or a loss beyond chance."""
        if self.low is None or self.high is None:
            return False
        return self.low.amount > 0 or self.high.amount < 0
