"""What an engine was found to answer: each operation and metric, held against the embedded engine value by value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What an engine answered: the same, something else without a word of warning, or nothing but an error."""

    SAME = "same"
    DIFFERENT = "different"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A question that an engine was asked.

    Attributes:
        kind: ``operation``, ``clock`` or ``metric``.
        name: of the operation, what it is; of a metric, with its variant.
        answer: what came.
        says: what differs, or what the engine said.
        ours, theirs: a row that differs, as the embedded engine and as this one has it.
    """

    kind: str
    name: str
    answer: Answer
    says: str = ""
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """An engine as it was found.

    Attributes:
        engine: its name and version.
        against: the embedded engine, likewise.
        rows: how many rows the questions were asked of.
        checked: every question.
    """

    engine: str
    against: str
    rows: int
    checked: tuple[Checked, ...]

    def of(self, kind: str, *answers: Answer) -> list[Checked]:
        """Give the questions of a kind, or those with some answers."""
        return [each for each in self.checked if each.kind == kind and (not answers or each.answer in answers)]

    @property
    def is_silent(self) -> bool:
        """Say whether anything was answered otherwise without a word of warning."""
        return any(each.answer is Answer.DIFFERENT for each in self.checked)
