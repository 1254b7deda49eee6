"""The project as the workspace opens it: a broken agreement stands as it was last read whole, and stops no other."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from truegreen.model.finding import Finding, Level
from truegreen.project.opened import Project, open_project
from truegreen.web.agreements.room import agreements

OWN: Final = ("agreements", "agreements/", "cases/")
"""How places begin that are an agreement's own; what is wrong there stops no other."""


def open_now(folder: Path) -> Project:
    """Open the project with every agreement that can be read, by itself, or could be."""
    return open_project(folder, known=dict(agreements().items()))


def errors_of(project: Project, agreement: str) -> list[Finding]:
    """Give what is wrong with an agreement: in its files, with what they say, or with what its examples make of it."""
    known = agreements()
    own = {f"agreements/{name}" for name, _, _ in known.files.get(agreement, ())}
    own |= {each.at.file for each in project.cases if each.agreement == agreement}
    found = [each for each in project.findings if each.level is Level.ERROR and each.at.file in own]
    return [*known.problems(agreement), *found]


def errors_elsewhere(project: Project) -> list[Finding]:
    """Give what is wrong with the project besides its agreements."""
    return [each for each in project.findings
            if each.level is Level.ERROR and not each.at.file.startswith(OWN)]  # fmt: skip
