"""The scorecard of a month: how each measure did, against what, with what doubt; and how each came about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse

from truegreen.governance.rights import Right
from truegreen.units.share import percent
from truegreen.web.doors import Asked, Door
from truegreen.web.pages.shown import Tab
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.shelf import names, page_of
from truegreen.web.shown.withholding import notice, record_for

TAB: Final = Tab("scorecard", "scorecard", "Scorecard")
START: Final = "scorecard/"


def scorecard(asked: Asked) -> HttpResponse:
    """Show a month, the last one if none is named."""
    months = [each.removeprefix(START) for each in names(asked.of.agreement, START)][::-1]
    wanted = asked.http.GET.get("month", "")
    month = wanted if wanted in months else (months[0] if months else "")
    found = page_of(asked.of.agreement, START + month) if month else None
    if found is None:
        return page(asked, "nothing_yet.html", family="scorecard", tabs=(TAB,), tab=TAB)
    place = months.index(month)
    around: dict[str, Any] = {
        "months": months, "month": month, "later": months[place - 1] if place else "",
        "earlier": months[place + 1] if place + 1 < len(months) else "", "withheld": notice(asked),
    }  # fmt: skip
    if around["withheld"]:
        return page(asked, "scorecard_without.html", card=record_for(asked, START + month), figure=_figure, **around)
    return shelved(asked, "scorecard.html", found, **around)


def _figure(text: str | None, unit: str) -> str:
    """Write a figure of a record as people read it."""
    if text is None:
        return ""
    return percent(Decimal(text)) if unit == "share" else f"{Decimal(text).normalize():f} {unit}"


DOORS: Final = (Door(name="scorecard", path="a/<str:agreement>/scorecard", view=scorecard, needs=Right.SEE),)
