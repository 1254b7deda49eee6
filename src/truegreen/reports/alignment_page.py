"""Alignment as one HTML file: both dashboards as lines, what was met each month, each measure with its outcome."""

from __future__ import annotations

from markupsafe import Markup

from truegreen.model.alignment import Alignment
from truegreen.reports import alignment_text, figures
from truegreen.reports.rendering import rendered
from truegreen.reports.two_lines import Drawn, two_lines


def alignment_page(found: Alignment) -> str:
    """Write one self-contained page of whether delivery and customers tell the same story."""
    drawn = Markup(lines_drawn(found)) if found.months else ""  # noqa: S704  our own drawing, escaped by its template
    return rendered(
        "alignment.html", found=found, drawn=drawn, written=alignment_text, figures=figures,
        QUESTION=alignment_text.QUESTION, ANSWER=alignment_text.ANSWER, STORY=alignment_text.STORY,
    )  # fmt: skip


def lines_drawn(found: Alignment) -> str:
    """Draw the two indices through the months."""
    lines = [Drawn("Delivery", "good", found.delivery.index), Drawn("Customers", "bad", found.customers.index)]
    title = f"{alignment_text.QUESTION} {alignment_text.ANSWER[found.story]}"
    return two_lines(title, [str(each) for each in found.months], lines, found.apart)
