"""A target by the priority that a case has today can be changed after the fact, and with it every past figure.

Zendesk keeps a ticket's current priority only; Fivetran's models of it join the history instead, since a later change
would “retroactively alter the target applied to every prior SLA event” (dbt_zendesk, decision log).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import hanging, read_clocks
from truegreen.model.agreement import Agreement
from truegreen.model.clock import AsOf, TargetBy
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S48"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks whose target follows what a case is today, even once the clock has stopped."""
    for name, clock in read_clocks(agreement):
        says = clock.target
        if isinstance(says, TargetBy) and says.as_of is AsOf.LATEST:
            text = f"The {says.by} of a case may be changed after “{name}” stopped, and its target with it"
            remedy = "Write as_of: when it stopped, or when it started."
            yield warning(says.at, "priority-set-afterwards", f"{text}{hanging(agreement, name)}.", remedy)
