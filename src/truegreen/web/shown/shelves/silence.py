"""Who fell silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.project.silence.silences import Choices, silences
from truegreen.reports.rendering import parts_of
from truegreen.reports.silence_page import silence_page
from truegreen.reports.silence_record import silence_record
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("who fell silent")
DECIDED_BY: Final = ("run", "settings", "slices", "holidays")
SHOWS: Final = ("silence",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make the list ready, where the run's rows are still there."""
    if of.view.has_rows:
        silent = silences(of.view, Choices())
        yield Kept("silence", silence_record(silent), parts_of(silence_page(silent)))
