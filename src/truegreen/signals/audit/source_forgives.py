"""Source forgives: cases resolved after they were due that the source itself calls on time.

A figure taken over from the source's own flag is then better than its own times are.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many late cases the source calls on time, and how many of these its recorded waits explain."""
    waits = int(seen.also.get("by_waits", 0))
    return (
        f"{seen.who}the source's own flag calls {seen.counted} on time that were resolved after they were "
        f"due{seen.others}; recorded waits explain {waits:,} of them.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="source-forgives",
    audit=Audit.DEFINITION,
    title="Late cases that the source's own flag calls on time",
    innocent="The source's clock may know pauses, hours or exceptions that its due times do not show.",
    says=says,
    is_fact=True,
)
