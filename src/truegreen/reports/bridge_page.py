"""The way from somebody else's figure to ours as one HTML file: a waterfall, then which of their rows are explained."""

from __future__ import annotations

from truegreen.clocks.reconciled import Reconciled
from truegreen.reports import bridge_steps as steps
from truegreen.reports import clock_words, figures
from truegreen.reports.rendering import rendered
from truegreen.reports.scale import tick


def bridge_page(found: Reconciled) -> str:
    """Write one self-contained page of the way from their figure to ours."""
    way = steps.stages(found)
    known = [each.share for each in way if each.share is not None]
    return rendered(
        "bridge.html",
        found=found,
        way=way,
        first=known[0] if known else None,
        last=known[-1] if known else None,
        over=steps.scale_of(way),
        steps=steps,
        words=clock_words,
        figures=figures,
        tick=tick,
    )
