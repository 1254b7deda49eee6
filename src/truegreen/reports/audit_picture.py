"""What an audit draws: a rate with its doubt beside the others', and a measure from as stated to without."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from truegreen.model.audit import Line, Moved
from truegreen.reports.scale import Scale, scale


def rate_scale(line: Line) -> Scale:
    """Give the scale on which a line's rate and the others' are drawn."""
    return scale(
        share for share in (line.rate.share, line.compared.rate if line.compared else None) if share is not None
    )


def moved_scale(moved: Sequence[Moved]) -> Scale:
    """Give the one scale on which measures are drawn as stated and without."""
    return scale(value for each in moved for value in (each.stated.value, each.without.value) if value is not None)


def is_drawn(moved: Moved) -> bool:
    """Say whether a measure can be drawn: a share, as stated and without."""
    return moved.unit == "share" and None not in (moved.stated.value, moved.without.value)


def share(value: Fraction | None) -> Fraction:
    """Give a share, nought of nothing."""
    return value or Fraction(0)
