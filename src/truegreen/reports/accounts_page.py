"""Accounts that may leave, as one HTML file: where the money at risk stands, and each account with its causes."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.reports import accounts_text, figures
from truegreen.reports import warning_words as words
from truegreen.reports.accounts_text import LISTED
from truegreen.reports.loss_picture import losses_of
from truegreen.reports.pulls_picture import pulls_of
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.timeline_picture import timeline_of

OPENED: Final = 25
"""Accounts whose causes and past are drawn."""
ON_PAPER, OPENED_ON_PAPER = 50, 3
"""Accounts that stand in the table and are opened when the page is printed."""


def accounts_page(found: Ranked) -> str:
    """Write one self-contained page of accounts that may leave."""
    opened = [(each, drawing(pulls_of(each, found)), _timeline(each, found)) for each in found.risks[:OPENED]]
    owners = sorted({each.owner for each in found.risks if each.alert is Alert.RAISED})
    listed = [*found.risks[:LISTED], *(each for each in found.risks[LISTED:] if _is_alert(each))]
    printed = {each.account for each in found.risks[:ON_PAPER]} | {each.account for each in listed if _is_alert(each)}
    return rendered(
        "accounts.html", found=found, words=words, text=accounts_text, figures=figures, Alert=Alert, opened=opened,
        losses=drawing(losses_of(found)), owners=owners,
        shown={each.account for each, *_ in opened}, LEGEND=accounts_text.LEGEND,
        listed=listed, printed=printed, OPENED_ON_PAPER=OPENED_ON_PAPER,
    )  # fmt: skip


def _is_alert(of: Risk) -> bool:
    return of.alert in (Alert.RAISED, Alert.HELD_OUT)


def _timeline(of: Risk, found: Ranked) -> Markup | str:
    return drawing(timeline_of(of.account, of.timeline, found.as_of)) if of.timeline else ""
