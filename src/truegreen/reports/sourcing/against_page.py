"""Two plans side by side as one HTML file."""

from __future__ import annotations

from truegreen.model.plans_compared import PlansCompared
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import against_words as words
from truegreen.reports.sourcing import amounts
from truegreen.reports.sourcing.flow_picture import Flow, flow_picture


def against_page(found: PlansCompared) -> str:
    """Write one page of two plans: which is better, then where they differ."""
    return rendered(
        "against.html", of=found, words=words, amounts=amounts, drawn=drawing(apart_of(found)),
        currency=found.one.found.currency, findings=found.findings,
    )  # fmt: skip


def apart_of(found: PlansCompared) -> str:
    """Draw what lives elsewhere, the other plan on the left, the one on the right; empty if nothing does."""
    flows = []
    for cell in found.cells:
        less = {site: share - cell.one.get(site, 0.0) for site, share in cell.other.items()}
        more = {site: share - cell.other.get(site, 0.0) for site, share in cell.one.items()}
        for start, lost in less.items():
            for end, gained in more.items():
                if lost > 0 and gained > 0:
                    flows.append(Flow(start, end, cell.issues * lost * gained / cell.apart))
    title = f"What lives elsewhere: in {found.other.name} on the left, in {found.one.name} on the right"
    sides = found.other.name, found.one.name
    return flow_picture(title, flows, "issues", sides=sides) if flows else ""
