"""What an audit draws: measures from as stated to without, on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from truegreen.model.audit import Moved
from truegreen.reports.scale import Scale, scale


def moved_scale(moved: Sequence[Moved]) -> Scale:
    """Give the one scale on which measures are drawn as stated and without."""
    return scale(value for each in moved for value in (each.stated.value, each.without.value) if value is not None)


def drawable(moved: Sequence[Moved]) -> list[Moved]:
    """Give the measures that can be drawn: shares, as stated and without."""
    return [each for each in moved if each.unit == "share" and None not in (each.stated.value, each.without.value)]
