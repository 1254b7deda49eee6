"""The review packs of the last whole month, quarter and year, from which page, slides and files are made live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.model.review import Preset
from truegreen.project.reviewing import period_for, review
from truegreen.reports.review.record import review_record
from truegreen.reports.review.words import pack
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("the review")
DECIDED_BY: Final = (
    "run", "settings", "text", "figures", "issued", "pilots", "alerts", "many", "slices", "services", "title", "bills",
)  # fmt: skip
SHOWS: Final = ("review/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make one pack for each preset, where the records cover a whole period of it."""
    for preset in Preset:
        period = period_for(of.view, of.versions, preset)
        if period is not None:
            made = review(of.view, of.versions, period, preset, of.known(period), of.progress)
            yield Kept(f"review/{period}", review_record(pack(made)))
