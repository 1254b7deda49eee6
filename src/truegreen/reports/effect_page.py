"""An effect as one HTML file: the answer, pictures, how it is told, what must hold, what something unseen could do."""

from __future__ import annotations

from truegreen.model.effect import Effect
from truegreen.reports import effect_words as words
from truegreen.reports import figures
from truegreen.reports.effect_pictures import balance_picture, curve_picture, twin_picture
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.statuses import LEVEL


def effect_page(of: Effect) -> str:
    """Write one self-contained page of what a change did."""
    twin = twin_picture(of) if any(each.twin is not None for each in of.months) and not of.points else ""
    return rendered(
        "effect.html", of=of, words=words, figures=figures, LEVEL=LEVEL, twin=drawing(twin),
        curve=drawing(curve_picture(of) if of.points else ""),
        balance=drawing(balance_picture(of) if of.balance else ""),
    )  # fmt: skip
