"""What is on the shelf, as one side sees it: without the figures of measures that are drafts of the other."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.governance.visibility import Hidden, hidden_from, names_of, without
from truegreen.model.agreement import Side
from truegreen.model.draft import Draft
from truegreen.web import models, words
from truegreen.web.doors import Asked
from truegreen.web.shown.shelf import Page, record_of
from truegreen.web.written import date_of

SUMMED: Final = ("answer", "story", "delivery", "together", "surprises", "gap", "quadrant")
"""Fields of records that sum up measures which may be drafts, or draw them."""


def drafts_of(agreement: str) -> tuple[Draft, ...]:
    """Give all drafts of an agreement that nobody has ended, the first to be shown first."""
    rows = models.Draft.objects.filter(agreement=agreement, ended_at__isnull=True).order_by("until", "measure")
    return tuple(Draft(each.measure, Side(each.side), each.until, each.because) for each in rows)


def hidden_for(asked: Asked) -> tuple[Draft, ...]:
    """Give the drafts whose figures who asks does not see; looked up once for a request."""
    looked: dict[str, tuple[Draft, ...]] = asked.http.__dict__.setdefault("drafts_hidden", {})
    name = asked.of.agreement
    if name not in looked:
        side = asked.person.side_in(name) or Side.BOTH
        looked[name] = hidden_from(side, drafts_of(name), timezone.localdate())
    return looked[name]


def record_for(asked: Asked, name: str) -> Mapping[str, Any] | None:
    """Give a record as who asks sees it; None if it is not on the shelf, or all of it is a draft.

    What sums up a record's rows would tell what one of them is by what the others are, so it goes with the row.
    """
    record, hidden = record_of(asked.of.agreement, name), names_hidden(asked)
    if record is None or not hidden.ids:
        return record
    if name.removeprefix("explained/") in hidden.ids:
        return None
    kept: dict[str, Any] = without(record, hidden)
    return kept if kept == record else {each: what for each, what in kept.items() if each not in SUMMED}


def names_hidden(asked: Asked) -> Hidden:
    """Give the names of the measures whose figures who asks does not see."""
    return names_of(hidden_for(asked), asked.of)


def speaks_of_hidden(asked: Asked, name: str, shown: Page) -> bool:
    """Say whether a page of the shelf speaks of what who asks does not see, in its text or in its record."""
    hidden = names_hidden(asked)
    if not hidden.ids:
        return False
    is_told = hidden.is_told_in(unescape(shown.main.whole.decode()))
    return is_told or record_for(asked, name) != record_of(asked.of.agreement, name)


def notice(asked: Asked) -> str:
    """Say what is kept back from who asks, by whom and until when; empty where nothing is."""
    hidden = hidden_for(asked)
    if not hidden:
        return ""
    many, last = len(hidden), max(each.until for each in hidden)
    sides = gettext(" and ").join(sorted({words.side_name(each.side, asked.of) for each in hidden}))
    told = {"many": many, "sides": sides, "until": date_of(last)}
    return ngettext("%(many)d measure is a draft of %(sides)s until %(until)s.",
                    "%(many)d measures are drafts of %(sides)s until %(until)s.", many) % told  # fmt: skip
