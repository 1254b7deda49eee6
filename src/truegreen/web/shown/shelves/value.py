"""What customers are worth, and what was saved, earned and spent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.files.nouns import plain
from truegreen.reports.rendering import parts_of
from truegreen.reports.value_page import value_page
from truegreen.reports.value_record import value_record
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import VALUED, Showing

TITLE: Final = gettext_noop("value")
DECIDED_BY: Final = ("run", "settings", "title", "pilots", "alerts", "slices", "bills")
SHOWS: Final = ("value",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make it ready, where the run's rows are still there."""
    if of.view.has_rows:
        found = of.valued
        yield Kept("value", value_record(found), parts_of(value_page(found)))
        yield Kept(VALUED, plain(found))
