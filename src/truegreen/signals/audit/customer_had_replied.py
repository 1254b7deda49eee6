"""Customer had replied: a clock that still waited for the customer after the customer had answered.

The time between the answer and the end of the wait is the provider's, whoever the status says is waited for.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say in how many cases the wait went on after the answer, and for how long."""
    hours = seen.also.get("contradicted_hours", 0.0)
    return (
        f"{seen.who}of the cases that waited for the customer, {seen.counted} went on waiting for more than a quarter "
        f"of an hour after the customer had answered{seen.others}: {hours:,.1f} hours in all.{seen.without}"
    )


DETECTOR: Final = Detector(
    name="customer-had-replied",
    audit=Audit.CLOCK,
    title="Pauses that a reply of the customer contradicts",
    innocent="An answer may not have answered the question, or come in when nobody was at work to see it.",
    says=says,
    is_fact=True,
)
