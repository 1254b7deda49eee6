"""For each plan: how many people its queues take, and what lines of their own cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.project.sourcing.staffing.staffing import staffing
from truegreen.reports.rendering import parts_of
from truegreen.reports.sourcing.staff_page import staff_page
from truegreen.reports.sourcing.staff_record import staff_record
from truegreen.web.shown.plans import each_plan, in_the_way
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("capacity")
DECIDED_BY: Final = ("run", "settings", "text", "slices", "plans", "clients")
SHOWS: Final = ("staff/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make each plan's ready."""
    yield from each_plan(of, "staff", partial(_answer, of))


def _answer(of: Showing, plan: Plan, odd: Sequence[Finding]) -> Iterator[Kept]:
    name, found = f"staff/{plan.plan}", staffing(of.view, plan, tuple(odd), None)
    if has_errors(found.findings):
        yield in_the_way(name, found.findings)
    else:
        yield Kept(name, staff_record(found), parts_of(staff_page(found)))
