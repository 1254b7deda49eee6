"""Reopened as new: a matter that comes back as a new case soon after the old one was closed.

A reopened case goes on with its old clock; a new case has a new one, and the old case keeps its good end.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many resolved matters came back as new cases."""
    return (
        f"{seen.who}after {seen.counted} the same customer opened a new case of the same kind within three days of the "
        f"end of the last{seen.others}, kind by kind.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="reopened-as-new",
    audit=Audit.CLOCK,
    title="Matters that came back as new cases",
    innocent="A customer may well have a second matter of the same kind.",
    says=says,
)
