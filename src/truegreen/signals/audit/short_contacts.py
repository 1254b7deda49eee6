"""Short contacts: contacts answered and over in seconds, after which the same customer called again."""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many contacts were very short and followed by another."""
    return (
        f"{seen.who}{seen.counted} lasted less than half a minute of talk, and the same customer was back within a "
        f"day{seen.others}.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="short-contacts",
    audit=Audit.CLOCK,
    title="Very short contacts followed by another",
    innocent="Lines drop, and some questions take half a minute.",
    says=says,
)
