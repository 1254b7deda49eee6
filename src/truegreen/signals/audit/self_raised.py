"""Self-raised: work that the provider raised itself, and that keeps its targets better than what customers asked for.

Who raises a case may choose one that is as good as done. Such work lifts every share that it is counted in.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how much work was raised by the provider, how much of it was kept, and what the figure is without it."""
    return f"{seen.who}{seen.counted} were raised by the provider itself{seen.others}{seen.in_time}.{seen.without}"


DETECTOR: Final = Detector(
    name="self-raised",
    audit=Audit.CLOCK,
    title="Work that the provider raised itself",
    innocent="Staff may be asked to log what they find on a round, or to open cases for customers who write in.",
    says=says,
    kept_better=True,
)
