"""A finding: what is so, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from truegreen.units.span import Span


class Level(StrEnum):
    """How much a finding stops: an error stops the verb, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in what people wrote or sent.

    Attributes:
        at: where it stands.
        level: error, warning or note.
        id: the finding's name, in words joined by hyphens; its page in the docs has the same name.
        says: what is so, in one sentence.
        remedy: what to do, in one sentence.
        count: how many rows it speaks of, where it speaks of rows.
    """

    at: Span
    level: Level
    id: str
    says: str
    remedy: str
    count: int | None = None

    def __str__(self) -> str:
        """Write the finding as editors and people read it."""
        return f"{self.at}: {self.level}[{self.id}]\n{self.says}\n{self.remedy}"


def error(at: Span, name: str, says: str, remedy: str, count: int | None = None) -> Finding:
    """Make a finding that stops."""
    return Finding(at, Level.ERROR, name, says, remedy, count)


def warning(at: Span, name: str, says: str, remedy: str, count: int | None = None) -> Finding:
    """Make a finding that a person should look at."""
    return Finding(at, Level.WARNING, name, says, remedy, count)


def note(at: Span, name: str, says: str, remedy: str, count: int | None = None) -> Finding:
    """Make a finding that is good to know."""
    return Finding(at, Level.NOTE, name, says, remedy, count)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding stops."""
    return any(each.level is Level.ERROR for each in findings)
