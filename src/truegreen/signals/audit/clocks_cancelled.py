"""Clocks cancelled: clocks that were made void, and so count neither as kept nor as missed."""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many clocks were made void."""
    return f"{seen.who}{seen.counted} were cancelled, so that they count neither as kept nor as missed{seen.others}."


DETECTOR: Final = Detector(
    name="clocks-cancelled",
    audit=Audit.CLOCK,
    title="Clocks that were cancelled",
    innocent="Customers withdraw what they asked for, and duplicates are merged.",
    says=says,
)
