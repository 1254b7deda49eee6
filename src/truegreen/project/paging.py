"""One page of a run: the scorecard, every measure explained, and the slices."""

from __future__ import annotations

from pathlib import Path

from truegreen.model.agreement import Versions
from truegreen.project.looking import View, show_explanation, show_scorecard
from truegreen.reports.page import scorecard_page
from truegreen.units.period import Period


def write_page(view: View, versions: Versions, period: Period | None, path: Path) -> None:
    """Write the page of an agreement and period; it needs nothing else to be read."""
    card = show_scorecard(view, versions, period)
    explained = [show_explanation(view, versions, row.id, period, {}) for row in card.rows]
    sliced = [show_scorecard(view, versions, period, by) for by in view.project.settings.slices]
    path.parent.mkdir(parents=True, exist_ok=True)
    page = scorecard_page([card], explained, [each for each in sliced if each.rows], view.project.settings.currency)
    path.write_text(page, "utf-8")
