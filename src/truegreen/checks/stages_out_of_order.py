"""Stages that overlap have no gate between them: the next one begins before the last one was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find transition stages that end before they start, or start before the one above them ends."""
    for name, stage in agreement.transition.items():
        if stage.ends < stage.starts:
            says = f"The stage “{name}” ends on {stage.ends}, before it starts on {stage.starts}."
            yield error(stage.at, "stages-out-of-order", says, "Correct one of the two days.")
    for (name, stage), (following, later) in pairwise(agreement.transition.items()):
        if later.starts <= stage.ends:
            says = f"The stage “{following}” starts on {later.starts}, before “{name}” is over on {stage.ends}."
            remedy = "Write the stages in order, each starting after the one before it ends."
            yield error(later.at, "stages-out-of-order", says, remedy)
