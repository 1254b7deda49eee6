"""Leaks: figures that may know what nobody could have known on the day, and make early warning look too good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LeakKind(StrEnum):
    """How a figure may know what nobody could have known on the day."""

    LABEL = "labelled by the day of leaving"
    AFTER_NOTICE = "behaviour after notice"
    EDITED = "edited after the fact"
    GROWS = "grows with time lived"
    BACKFILLED = "filled in backwards"
    ANSWERED_LATE = "answered after the decision"
    MONTH_END = "counted beyond the day"
    FUTURE = "fitted on the future"
    ARRIVED_LATE = "arrived late"
    TOO_GOOD = "too good to be true"
    VANISHES = "gone when taken earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A figure that may know what nobody could have known on the day.

    Attributes:
        column: which figure, or ``decision`` for what is foretold.
        kind: how.
        evidence: what was seen, with counts.
        remedy: what to do.
        refused: whether nothing is foretold until it is settled.
    """

    column: str
    kind: LeakKind
    evidence: str
    remedy: str
    refused: bool = False
