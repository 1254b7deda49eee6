"""KPI validity as one HTML file: what you pay for against what customers value, and every link behind it."""

from __future__ import annotations

from truegreen.model.validity import Validity
from truegreen.reports import advice_words, dose_words, figures
from truegreen.reports import validity_words as words
from truegreen.reports.dose_picture import dose_picture
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.statuses import LEVEL
from truegreen.reports.validity_pictures import forest_of, paid_of
from truegreen.reports.validity_text import LEGEND


def validity_page(found: Validity) -> str:
    """Write one self-contained page of which figures predict what customers live through."""
    titles = words.titles(found)
    outcomes = {each.id: each for each in found.outcomes}
    doses = [(each, drawing(dose_picture(each, titles.get(each.outcome, each.outcome)))) for each in found.responses]
    claimed = [each for each in doses if each[0].starts is not None or each[0].shape == dose_words.STEADY]
    return rendered(
        "validity.html", found=found, words=words, advice_words=advice_words, dose_words=dose_words, figures=figures,
        titles=titles, outcomes=outcomes, paid=drawing(paid_of(found)) if found.figures else "", claimed=claimed,
        others=[each for each in doses if each not in claimed],
        held=[(outcome, links, drawing(forest_of(outcome, links))) for outcome, links in words.links_by_outcome(found)],
        LEGEND=LEGEND, LEVEL=LEVEL,
    )  # fmt: skip
