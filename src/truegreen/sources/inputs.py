"""The files that a mapping names."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error
from truegreen.sources.database import table_findings
from truegreen.sources.mapping import Mapping


def inputs(mapping: Mapping, folder: Path) -> list[Path]:
    """Give the files that a mapping names, in the order of their paths; ``..`` may lead out of the folder."""
    found = (name for each in mapping.files for name in _matching(each.text, folder))
    return sorted({path for name in found if (path := folder / os.path.normpath(name)).is_file()})


def unmatched(mapping: Mapping, folder: Path) -> list[Finding]:
    """Find the globs of a mapping that no file matches, and what is wrong with the table that it names."""
    findings = table_findings(mapping, folder)
    for each in mapping.files:
        if not any((folder / name).is_file() for name in _matching(each.text, folder)):
            near = sorted(folder.glob("**/*.*"))[:200] if folder.is_dir() else []
            remedy = did_you_mean(each.text, (path.relative_to(folder).as_posix() for path in near if path.is_file()))
            findings.append(error(each.at, "no-file-matches", f"No file matches “{each.text}”.", remedy))
    return findings


def label_of(path: Path, folder: Path) -> str:
    """Name a file as seen from the project folder."""
    return Path(os.path.relpath(path, folder)).as_posix()


def _matching(pattern: str, folder: Path) -> list[str]:
    return glob.glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207 (Path.glob raises on odd patterns)
