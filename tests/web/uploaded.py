"""A workspace with a small mapping, for which records can be uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

HEAD: Final = "no;account;asked\n"
NAME: Final = "visits-2025-11.csv"
ROWS: Final = f"{HEAD}1;A-1;2025-11-03\n2;A-2;2025-11-04\n".encode()
MAPPING: Final = """source: visits
files: ["data/visits-*"]
facts:
  interaction:
    columns: {interaction_id: no, account_id: account, offered_at: asked}
"""


@pytest.fixture(name="project")
def project_of(workspace: Path) -> Iterator[Path]:
    """Give the workspace with a small mapping; its records are gone afterwards."""
    mapping = workspace / "sources" / "visits.yml"
    mapping.write_text(MAPPING, "utf-8")
    yield workspace
    mapping.unlink()
    for place in (workspace / "data", workspace / "workspace" / "replaced"):
        for each in place.glob("*visits*") if place.exists() else ():
            each.unlink()
