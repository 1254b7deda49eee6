"""Which accounts may leave, with what each one's score is made of and what happened with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.files.nouns import plain
from truegreen.model.warning import Alert, Ranked
from truegreen.reports import accounts_text
from truegreen.reports.accounts_page import accounts_page
from truegreen.reports.accounts_record import ranked_record
from truegreen.reports.pulls_picture import pulls_of
from truegreen.reports.rendering import parts_of
from truegreen.reports.timeline_picture import timeline_of
from truegreen.web.shown.accounts import shelf_name
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import RANKED, Showing

TITLE: Final = gettext_noop("who may leave")
DECIDED_BY: Final = ("run", "settings", "pilots", "title", "slices")
SHOWS: Final = ("accounts", "account/")
DRAWN: Final = 1000
"""Accounts whose causes and past are told and drawn, the first of the list and every alert below them."""


def fill(of: Showing) -> Iterator[Kept]:
    """Make the list ready, and each account that it says something of, where the run's rows are still there."""
    if of.view.has_rows:
        risks = of.ranked
        yield Kept("accounts", ranked_record(risks), parts_of(accounts_page(risks)))
        yield Kept(RANKED, plain(risks))
        yield from _drawn(risks)


def _drawn(found: Ranked) -> Iterator[Kept]:
    """Say what each account's score is made of and what happened with it, and draw both."""
    for each in found.risks:
        if each.rank <= DRAWN or each.alert in (Alert.RAISED, Alert.HELD_OUT):
            past = timeline_of(each.account, each.timeline, found.as_of) if each.timeline else ""
            yield Kept(shelf_name(each.account), {
                "account": each.account, "says": accounts_text.says(each, found), "worth": [*accounts_text.worth(each)],
                "sums": accounts_text.sums(each, found), "pulls": pulls_of(each, found), "timeline": past,
            })  # fmt: skip
