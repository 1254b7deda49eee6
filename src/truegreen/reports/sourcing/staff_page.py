"""How many people queues take, as one HTML file: each queue with its pictures, one line against many, and the band."""

from __future__ import annotations

from truegreen.model.staffed import Staffed
from truegreen.reports import figures
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import band_words, staff_words
from truegreen.reports.sourcing.staff_pictures import curve_of, days_of, gap_of, splits_of, waits_of, week_of


def staff_page(found: Staffed) -> str:
    """Write one self-contained page of how many people queues take."""
    drawers = (week_of, gap_of, days_of, curve_of, waits_of)
    drawn = [(each, *(drawing(draw(each)) for draw in drawers)) for each in found.lines]
    return rendered(
        "staff.html",
        found=found,
        drawn=drawn,
        splits=drawing(splits_of(found)),
        words=staff_words,
        band=band_words,
        figures=figures,
    )
