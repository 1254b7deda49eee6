"""Texts of agreements for tests: a fragment is made whole with the lines that every agreement needs."""

from __future__ import annotations

import re
from typing import Final

NEEDED: Final = {
    "agreement": "care",
    "title": "Care",
    "starts": "2025-01-01",
    "parties": "{client: {name: Acme, contact: {name: Jo}}, provider: {name: Northline, contact: {name: Sam}}}",
    "services": "{care: {title: Care}}",
    "measures": "{on-time: {metric: on_time.by_target}}",
}


def whole(fragment: str = "") -> str:
    """Add to a fragment, below it, what it lacks to be an agreement."""
    missing = (
        f"{key}: {value}\n" for key, value in NEEDED.items() if not re.search(f"^{key}:", fragment, re.MULTILINE)
    )
    return fragment + "".join(missing)
