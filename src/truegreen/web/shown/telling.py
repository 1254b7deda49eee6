"""Saying how far a filling is: whose, which part, which of how many, and how far within it."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.facts.months import Progress


class EndedError(Exception):
    """Who is told how far it is ended it."""


@dataclass(slots=True)
class Telling:
    """Tells somebody.

    Attributes:
        progress: is told.
        says: what is being made.
        place, of: which part, of how many.
    """

    progress: Progress
    says: str = ""
    place: int = 0
    of: int = 1

    def begins(self, agreement: str, title: str, place: int, of: int) -> None:
        """Say that a part is begun."""
        self.says, self.place, self.of = f"{agreement}: {title}", place, of
        self._tells(self.says, place, of)

    def within(self, what: str, done: int, of: int) -> None:
        """Say how far it is within a part."""
        how_far = f" ({done:,} of {of:,})" if of > 1 else ""
        self._tells(f"{self.says}, {what}{how_far}", self.place, self.of)

    def _tells(self, what: str, done: int, of: int) -> None:
        try:
            self.progress(what, done, of)
        except Exception as wrong:
            raise EndedError from wrong
