"""Without a path upwards a problem that two people cannot solve waits until the customer leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement without a single escalation step."""
    if not (agreement.governance and agreement.governance.escalation):
        at = agreement.governance.at if agreement.governance else agreement.at
        remedy = "Under governance, escalation, name a post on each side and the time to answer."
        yield warning(at, "no-escalation", "No escalation step is agreed.", remedy)
