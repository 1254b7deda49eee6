"""Weights that do not add up to one share out more, or less, than the money at risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Role
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find critical service levels with weights that do not add up to one."""
    critical = [each for each in agreement.measures.values() if each.role is Role.CRITICAL]
    weighted = [each for each in critical if each.weight is not None]
    total = sum(each.weight or 0 for each in critical)
    if weighted and total != 1:
        says = f"The weights of {len(weighted)} of {len(critical)} critical service levels add up to {total}, not 1."
        remedy = "Give each critical service level its share of 1, or none of them a weight."
        yield warning(weighted[0].at, "weights-not-whole", says, remedy)
