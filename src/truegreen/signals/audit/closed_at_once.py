"""Closed at once: work that the provider raised itself and resolved within minutes.

A case that is opened and resolved in one breath takes no time, and counts as much as any other.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how much work was raised by the provider and resolved within minutes."""
    return (
        f"{seen.who}{seen.counted} were raised by the provider itself and resolved within ten minutes"
        f"{seen.others}{seen.in_time}.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="closed-at-once",
    audit=Audit.CLOCK,
    title="Work that the provider raised itself and closed at once",
    innocent="A call that was solved while it lasted may have been logged afterwards, as it should be.",
    says=says,
    kept_better=True,
)
