"""The joint journal: who did what, when, for which side, what it was before and after, each entry tied to the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

FIRST: Final = "0" * 64
"""What stands before the first entry."""
CLOCK: Final = "clock"
"""Who acts where nobody did: time passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, before it is written down.

    Attributes:
        at: when, UTC.
        actor: who, by id; ``CLOCK`` where time did it.
        side: for which side; empty for neither.
        name: what, such as ``truegreen.dispute.denied``.
        agreement: of which agreement; empty for the workspace.
        about: what it happened to, such as ``dispute-12``.
        says: a sentence for people.
        before: what it was; only what changed.
        after: what it is; only what changed.
    """

    at: datetime
    actor: str
    side: str
    name: str
    agreement: str = ""
    about: str = ""
    says: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the journal.

    Attributes:
        number: from 1 without gaps.
        event: what happened.
        before: digest of the entry before; ``FIRST`` for the first.
        digest: of number, event and the digest before, SHA-256.
    """

    number: int
    event: Event
    before: str
    digest: str
