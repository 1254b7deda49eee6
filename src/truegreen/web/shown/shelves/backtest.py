"""How early warning has fared on its own past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.project.warning.backtested import backtest
from truegreen.reports.backtest_page import backtest_page
from truegreen.reports.backtest_record import backtest_record
from truegreen.reports.rendering import parts_of
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("how warnings fared")
DECIDED_BY: Final = ("run", "settings", "pilots", "title", "slices")
SHOWS: Final = ("backtest",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make it ready, where the run's rows are still there."""
    if of.view.has_rows:
        tried = backtest(of.asked, of.trial)
        yield Kept("backtest", backtest_record(tried), parts_of(backtest_page(tried)))
