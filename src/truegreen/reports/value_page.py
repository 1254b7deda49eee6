"""Value as one HTML file: the answer, amounts, saves with curves, offers, customers, costs, and what to know."""

from __future__ import annotations

from truegreen.model.valued import Valued
from truegreen.reports import figures, value_alert_words, value_tried_words, value_words
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.value_pictures import against_cost_of, curves_of, saved_of, segments_of

MOST: int = 50
"""Customers that the page lists."""


def value_page(of: Valued) -> str:
    """Write one self-contained page of what customers are worth and what was done for them."""
    return rendered(
        "value.html", of=of, words=value_words, tried=value_tried_words, figures=figures, MOST=MOST,
        alerts=value_alert_words.alerts(of),
        segments=drawing(segments_of(of)),
        curves=drawing(curves_of(of.saves)) if of.saves else "", saved=drawing(saved_of(of.saves)) if of.saves else "",
        against=drawing(against_cost_of(of)),
        alerted=drawing(curves_of(of.alerts.told, value_alert_words.WHO)) if of.alerts else "",
        assumes=list(dict.fromkeys(said for each in of.amounts.values() for said in each.assumes)),
    )  # fmt: skip
