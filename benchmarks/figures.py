"""How the page of benchmarks writes figures: three digits that count, and what was not measured is no zero."""

from __future__ import annotations

from math import isfinite
from typing import Final

UNKNOWN: Final = "not measured"


def figure(value: float | None, unit: str = "") -> str:
    """Write a figure, which may be infinite where nothing was found."""
    if value is None:
        return UNKNOWN
    if not isfinite(value):
        return "nothing found"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    written = f"{value:,.{digits}f}" if value >= 0.01 or value == 0 else f"{value:.2g}"
    return f"{written} {unit}".strip()


def ratio(value: float) -> str:
    """Write a ratio; a small one as one in so many."""
    return f"1/{1 / value:,.0f}" if 0 < value < 0.1 else figure(value)
