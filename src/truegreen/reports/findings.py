"""Findings as text: where, what, and what to do, as editors and people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truegreen.model.finding import Finding, Level
from truegreen.reports.figures import counted
from truegreen.reports.inert import inert


def findings_text(findings: Sequence[Finding]) -> str:
    """Write every finding with its place and remedy, and a line that counts them."""
    return "\n\n".join([*map(_written, findings), summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """Count findings by level: ``2 errors, 1 note``.

    >>> summary([])
    'No findings.'
    """
    held = Counter(each.level for each in findings)
    parts = [counted(held[level], level) for level in Level if held[level]]
    return ", ".join(parts) + "." if parts else "No findings."


def _written(finding: Finding) -> str:
    return inert(str(finding)).removeprefix(": ")
