"""Cancelled when late: clocks that were made void after they had passed their target."""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many late clocks were made void."""
    return (
        f"{seen.who}{seen.counted} were cancelled when they were late already, so that they do not count as "
        f"missed{seen.others}.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="cancelled-when-late",
    audit=Audit.CLOCK,
    title="Clocks that were cancelled when they were late",
    innocent="A customer who has waited too long may withdraw; the wait is still a wait.",
    says=says,
    is_fact=True,
)
