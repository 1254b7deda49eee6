"""Longer target: cases that are in time only because they were given more time than others of their priority.

Nobody keeps what a due time was before it was moved. But where nearly all cases of a service and priority are given the
same time, those given more show.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many cases were late by the usual target and in time by their own."""
    return (
        f"{seen.who}{seen.counted} were resolved after the time that their priority is usually given, and still in "
        f"time by a later due time of their own{seen.others}.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="longer-target",
    audit=Audit.CLOCK,
    title="Targets that are later than usual",
    innocent="The customer may have agreed to a later day, or the priority may have been corrected.",
    says=says,
    is_fact=True,
)
