"""How a status is shown: a word, a shape and a tone, always all three, and never red beside green.

The tone ``good`` is blue, ``bad`` and ``worse`` are orange, ``quiet`` is grey, in the terminal and on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.finding import Level
from truegreen.model.reading import Contract, Outcome
from truegreen.model.scorecard import Row

WATERMELON: Final = "met, customers unhappy"
"""What is said of a row that is green outside and red inside."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as it is shown."""

    word: str
    shape: str
    tone: str

    @property
    def name(self) -> str:
        """Give the name of its drawn shape."""
        return self.word.replace(" ", "-")

    def __str__(self) -> str:
        """Write shape and word."""
        return f"{self.shape} {self.word}"


CONTRACT: Final = {
    Contract.BELOW_MINIMUM: Mark("below minimum", "▼▼", "worse"),
    Contract.MISSED: Mark("missed", "▼", "bad"),
    Contract.MET: Mark("met", "●", "good"),
    Contract.NOT_JUDGED: Mark("not judged", "○", "quiet"),
}
OUTCOME: Final = {
    Outcome.BAD: Mark("bad", "✖", "bad"),
    Outcome.CANNOT_TELL: Mark("cannot tell", "?", "quiet"),
    Outcome.GOOD: Mark("good", "✔", "good"),
    None: Mark("none named", "–", "quiet"),
}
CHANGE: Final = {
    "better": Mark("better", "+", "good"),
    "worse": Mark("worse", "−", "bad"),
    "same": Mark("same", "=", "quiet"),
}
LEVEL: Final = {
    Level.ERROR: Mark("error", "▼▼", "worse"),
    Level.WARNING: Mark("warning", "▼", "bad"),
    Level.NOTE: Mark("note", "○", "quiet"),
}


def is_watermelon(row: Row) -> bool:
    """Say whether a row meets its contract while its customers are unhappy."""
    return row.contract is Contract.MET and row.outcome is Outcome.BAD


def worst_contract(rows: Sequence[Row]) -> Mark:
    """Give the worst contract status among rows."""
    held = {row.contract for row in rows}
    return next(mark for status, mark in CONTRACT.items() if status in held)


def worst_outcome(rows: Sequence[Row]) -> Mark:
    """Give the worst outcome status among rows."""
    held = {row.outcome for row in rows}
    return next(mark for status, mark in OUTCOME.items() if status in held)
