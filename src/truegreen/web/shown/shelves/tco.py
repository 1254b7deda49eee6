"""For each plan: what each supplier costs in all, as sold and as it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.project.sourcing.costing import costed
from truegreen.reports.rendering import parts_of
from truegreen.reports.sourcing.cost_page import cost_page
from truegreen.reports.sourcing.cost_record import cost_record
from truegreen.web.shown.plans import VALUED, each_plan, in_the_way
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("total cost")
DECIDED_BY: Final = VALUED
SHOWS: Final = ("tco/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make each plan's ready."""
    yield from each_plan(of, "tco", partial(_answer, of))


def _answer(of: Showing, plan: Plan, odd: Sequence[Finding]) -> Iterator[Kept]:
    day = datetime.now(ZoneInfo(of.view.project.settings.time_zone)).date()
    name, found = f"tco/{plan.plan}", costed(of.view, plan, day)
    if has_errors(found.findings):
        yield in_the_way(name, found.findings)
    else:
        yield Kept(name, cost_record(found), parts_of(cost_page(found)))
