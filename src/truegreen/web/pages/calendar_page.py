"""When both sides meet: the agreed meetings with their next days, and the reviews that are planned."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import denied
from truegreen.governance.cadence import Next, coming
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.web.acts.matters import matters_of
from truegreen.web.doors import Asked, Door
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.pages.talks import day
from truegreen.web.rendering import page

PLANNED: Final = ("planned", "held")


def meetings(asked: Asked) -> HttpResponse:
    """Show when each meeting is next, and what is planned for it."""
    tabs, tab = tabs_of("governance", "meetings")
    found, review = coming(asked.of, timezone.localdate()), kinds()["review"]
    planned = matters_of(asked.of.agreement, "review").filter(stage__in=PLANNED)
    in_order = sorted(planned, key=lambda row: str(row.says.get("on_day", "")))
    hours = asked.of.governance.hours if asked.of.governance else ""
    return page(
        asked, "calendar.html", tabs=tabs, tab=tab, found=found, day=day, hours=hours,
        planned=[(each, review.stage(each.stage)) for each in in_order],
        no=denied(asked.person, Right.GOVERN, asked.of.agreement), headline=_headline(found),
    )  # fmt: skip


def _headline(found: list[Next]) -> str:
    first = next((each for each in found if each.days), None)
    if first is None:
        return gettext("No meeting is agreed")
    named = {"what": first.name.replace("-", " "), "when": day(first.days[0])}
    return gettext("Next: %(what)s, %(when)s") % named


DOORS: Final = (
    Door(name="meetings", path=AGREEMENT + "governance/meetings", view=meetings, needs=Right.SEE),
)  # fmt: skip
