"""The detectors of an audit; each stands in a file of its own, named ``audit_`` and the detector's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.signals import (
    audit_cancelled_when_late,
    audit_clocks_cancelled,
    audit_closed_at_once,
    audit_customer_had_replied,
    audit_hang_ups,
    audit_longer_target,
    audit_reopened_as_new,
    audit_self_raised,
    audit_short_contacts,
    audit_source_forgives,
)
from truegreen.signals.audit_detector import Detector

DETECTORS: Final[Mapping[str, Detector]] = {
    each.DETECTOR.name: each.DETECTOR
    for each in (
        audit_self_raised, audit_closed_at_once, audit_customer_had_replied, audit_longer_target,
        audit_clocks_cancelled, audit_cancelled_when_late, audit_reopened_as_new, audit_short_contacts, audit_hang_ups,
        audit_source_forgives,
    )
}  # fmt: skip
"""Those that see rows of the records hit or not, by name."""
