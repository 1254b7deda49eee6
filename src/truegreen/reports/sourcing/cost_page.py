"""Total cost as one HTML file: the answer, each supplier's lines with their steps, what changed, sites and sources."""

from __future__ import annotations

from truegreen.model.costed import Costed, Line
from truegreen.model.plan_costs import Kind
from truegreen.reports import figures
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import cost_words, reference_words
from truegreen.reports.sourcing.cost_pictures import stacked, way_of


def cost_page(of: Costed) -> str:
    """Write one self-contained page of what a plan's suppliers cost in all."""
    return rendered(
        "costs.html", of=of, words=cost_words, published=reference_words, figures=figures, rows=_rows(of),
        ways=[drawing(each) if (each := way_of(supplier)) else "" for supplier in of.suppliers],
        origins=drawing(each) if (each := stacked(of)) else "",
    )  # fmt: skip


def picture_of(of: Costed) -> str:
    """Draw the way of the first supplier with a business case, else where each cost comes from; empty if neither."""
    return next((each for supplier in of.suppliers if (each := way_of(supplier))), "") or stacked(of)


def _rows(of: Costed) -> list[list[tuple[Kind, Line | None, Line | None]]]:
    """Give each supplier's kinds of line, with the line as sold and as it runs."""
    rows = []
    for each in of.suppliers:
        sold = {line.kind: line for line in each.sold.lines} if each.sold else {}
        run = {line.kind: line for line in each.run.lines}
        rows.append([(kind, sold.get(kind), run.get(kind)) for kind in cost_words.kinds(each)])
    return rows
