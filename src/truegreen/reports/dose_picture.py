"""Dose and response drawn: the outcome by how long it took, its turn, and where the contract pays."""

from __future__ import annotations

from typing import Final

from truegreen.model.validity import Response
from truegreen.reports import dose_words
from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 700, 40, 290
_SHARE: Final = "share"


def dose_picture(of: Response, outcome: str) -> str:
    """Draw how an outcome answers to a duration, as an SVG element; empty where nothing was fitted.

    Args:
        of: the response.
        outcome: the outcome's title.
    """
    if len(of.knots) < 2:
        return ""
    across = [0.0, *of.knots, *([of.pays] if of.pays is not None else [])]
    over = axis(across, LEFT, RIGHT)
    upwards = axis([*of.below, *of.above, *of.level], BOTTOM, TOP)
    there = [*zip(of.knots, of.above, strict=True), *reversed([*zip(of.knots, of.below, strict=True)])]
    line, band = (
        " ".join(f"{over.at(x)},{upwards.at(y)}" for x, y in points)
        for points in (zip(of.knots, of.level, strict=True), there)
    )
    return rendered(
        "dose.svg", of=of, title=f"{of.words} and “{outcome}”", line=line, band=band, over=over, upwards=upwards,
        words=dose_words, outcome=outcome, is_share=of.outcome_unit == _SHARE, box=(LEFT, RIGHT, TOP, BOTTOM),
        size=(WIDTH, HEIGHT),
    )  # fmt: skip
