"""What checks find in the agreement's text as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.web.agreements.checked import check_record
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("checks of the text")
DECIDED_BY: Final = ("settings", "text", "cases")
SHOWS: Final = ("agreement/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Look at the text, and keep what is found."""
    yield Kept("agreement/checks", check_record(of.versions))
