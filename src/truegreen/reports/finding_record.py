"""A finding as a plain dictionary for ``json.dumps``, of which keys always stand in the same order."""

from __future__ import annotations

from typing import TypeAlias

from truegreen.model.finding import Finding
from truegreen.units.span import Span

Record: TypeAlias = dict[str, object]


def finding_record(finding: Finding) -> Record:
    """Give a finding: level and id, what is so, what to do, and where."""
    return {
        "level": str(finding.level),
        "id": finding.id,
        "says": finding.says,
        "remedy": finding.remedy,
        "count": finding.count,
        "at": place_record(finding.at),
    }


def place_record(at: Span) -> Record | None:
    """Give a place: file, line and column, with 0 for the whole file; None for nowhere."""
    return {"file": at.file, "line": at.line, "column": at.column} if at.file else None
