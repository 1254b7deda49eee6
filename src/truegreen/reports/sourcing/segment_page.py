"""Customers and contact types as one HTML file: where spend goes, tiers, contact types, what solving is worth."""

from __future__ import annotations

from typing import Final

from truegreen.model.segmented import Segmented
from truegreen.reports import figures
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import amounts
from truegreen.reports.sourcing import segment_kind_words as kind_words
from truegreen.reports.sourcing import segment_words as words
from truegreen.reports.sourcing.segment_pictures import grid_of, kinds_of, lorenz_of

MOST: Final = 25
"""Rows of worths and customers that stand in a table."""


def segment_page(of: Segmented) -> str:
    """Write one self-contained page of customers and contact types."""
    told = [*words.dearest(of)]
    return rendered(
        "segment.html", of=of, words=words, kind_words=kind_words, amounts=amounts, figures=figures, worths=told[:MOST],
        more=len(told) - MOST, customers=of.customers[:MOST], others=len(of.customers) - MOST, findings=of.findings,
        grid=drawing(grid_of(of)), kinds=drawing(kinds_of(of)), lorenz=drawing(lorenz_of(of)),
    )  # fmt: skip
