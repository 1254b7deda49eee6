"""Which figures of the agreement go with what customers live through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.project.validity.validities import validities
from truegreen.reports.rendering import parts_of
from truegreen.reports.validity_page import validity_page
from truegreen.reports.validity_record import validity_record
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("which figures count")
DECIDED_BY: Final = ("run", "settings", "text", "slices", "services")
SHOWS: Final = ("validity",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make validity ready, where the run's rows are still there."""
    if of.view.has_rows:
        found = validities(of.view, of.versions, of.progress)
        yield Kept("validity", validity_record(found), parts_of(validity_page(found)))
