"""Every measure of every month; of the last one how each came about, down to the rows, and slice by slice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.project.looking import last_period, show_everything
from truegreen.reports.page import scorecard_page
from truegreen.reports.records import explanation_record, scorecard_record
from truegreen.reports.rendering import parts_of
from truegreen.units.period import Period, period_of
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("the scorecard")
DECIDED_BY: Final = ("run", "settings", "text", "slices")
SHOWS: Final = ("scorecard/", "explained/")
MONTHS: Final = 24


def fill(of: Showing) -> Iterator[Kept]:
    """Make the months ready, the last one first."""
    last = last_period(of.view, of.versions)
    if last is None:
        return
    currency = of.view.project.settings.currency
    whole, why, slices = show_everything(of.view, of.versions, last, {})
    yield Kept(f"scorecard/{last}", scorecard_record(whole), parts_of(scorecard_page([whole], why, slices, currency)))
    for each in why:
        yield Kept(f"explained/{each.row.id}", explanation_record(each))
    for month in _before(of, last):
        card = of.card(month)
        yield Kept(f"scorecard/{month}", scorecard_record(card), parts_of(scorecard_page([card], [], [], currency)))


def _before(of: Showing, last: Period) -> Iterator[Period]:
    """Give the months before the last one, the latest first, as far as the agreement goes back."""
    month, starts = last, of.versions.each[0][1].starts
    for _ in range(MONTHS - 1):
        month = period_of(month.start - timedelta(days=1), "month", of.versions.latest.month_starts_on)
        if month.end <= starts:
            return
        yield month
