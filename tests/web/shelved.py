"""A shelf with one small record of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.web.people import AGREEMENT
from truegreen.web.api.records import ALONE
from truegreen.web.shown.shelf import Kept, latest_mark, name_latest, put

SHELF: Final[dict[str, dict[str, Any]]] = {
    **{name: {"agreement": AGREEMENT, "accounts": [], "months": 3} for name in ALONE},
    "accounts-known": {"accounts": {}},
    "scorecard/2025-10": {"period": "2025-10", "rows": [1.5, None, "…"]}, "explained/fcr": {"measure": "fcr"},
    "pilot/call-back": {"ends": False}, "agreement/checks": {"base": "", "findings": [], "silenced": []},
    "green": {"quadrant": "", "months": 0, "trend": None}, "validity": {"figures": []},
    "statement/2025-10": {"number": "acme-care/2025-10", "due": "", "total": {"number": "1250", "unit": "EUR"}},
    "statement/2025-10/care": {"number": "care/2025-10", "due": "", "total": {"number": "1", "unit": "EUR"}},
}  # fmt: skip


@pytest.fixture(name="shelf")
def shelf_of(workspace: Path) -> Iterator[Path]:
    """Put a record of each kind on the shelf, and take them away afterwards."""
    before = latest_mark(workspace)
    for name, record in SHELF.items():
        put(workspace, "of-api", AGREEMENT, Kept(name, record))
    name_latest(workspace, "of-api")
    yield workspace
    name_latest(workspace, before)
