"""Hang-ups: contacts that the provider's side ended without passing them on."""

from __future__ import annotations

from typing import Final

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.words import Seen


def says(seen: Seen) -> str:
    """Say how many contacts were ended by the provider, and after how many the customer came back."""
    again = int(seen.also.get("called_again", 0))
    return (
        f"{seen.who}{seen.counted} were ended by the provider's side without a transfer{seen.others}; after {again:,} "
        "of them the same customer was back within a day."
    )


DETECTOR: Final = Detector(
    name="hang-ups",
    audit=Audit.CLOCK,
    title="Contacts that the provider's side ended",
    innocent="Somebody has to end a call, and telephones differ in whom they write down.",
    says=says,
)
