"""What a detector is: what it is called, what it says, and what would explain innocently what it sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from truegreen.model.audit import Audit
from truegreen.signals.audit.words import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One thing that an audit looks for; each stands in a file of its own.

    Attributes:
        name: its name in the docs.
        audit: the audit it belongs to.
        title: what it looks for.
        innocent: what would explain it innocently.
        says: the sentence about what it saw.
        is_fact: whether a hit is wrong by itself, so that all together count once they move a figure.
        kept_better: whether hits may keep their targets better than the rest, which is then tested.
        low: whether few hits are odd, rather than many.
        always: whether what it says of all together is always worth reading.
    """

    name: str
    audit: Audit
    title: str
    innocent: str
    says: Callable[[Seen], str]
    is_fact: bool = False
    kept_better: bool = False
    low: bool = False
    always: bool = False
