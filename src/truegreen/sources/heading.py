"""What a file's columns are called, and the list that a JSON document holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from truegreen.sources.intake import Intake
from truegreen.sources.sampling import sampled


def headed(intake: Intake, path: Path) -> tuple[str, tuple[str, ...]] | None:
    """Give the name of the list in a JSON document, empty for other files, and the columns; None if it is unreadable.

    What is inside objects is named with dots. Findings are added only where nothing can be read: whoever reads the
    file makes the others.
    """
    found = replace(intake, findings=[])
    sample = sampled(found, path)
    if not sample:
        intake.findings.extend(found.findings)
        return None
    return "", tuple(sample.columns)
