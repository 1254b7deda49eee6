"""For each plan: who could do each kind of work, why not the others, and who comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.project.sourcing.supplying import supplied, wrong
from truegreen.reports.rendering import parts_of
from truegreen.reports.sourcing.supplier_page import supplier_page
from truegreen.reports.sourcing.supplier_record import supplier_record
from truegreen.web.shown.plans import VALUED, each_plan, in_the_way
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("who could do the work")
DECIDED_BY: Final = VALUED
SHOWS: Final = ("suppliers/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make each plan's ready."""
    yield from each_plan(of, "suppliers", partial(_answer, of))


def _answer(of: Showing, plan: Plan, odd: Sequence[Finding]) -> Iterator[Kept]:
    name, broken = f"suppliers/{plan.plan}", wrong(of.view, plan)
    found = None if has_errors(broken) else supplied(of.view, plan, {})
    if found is not None:
        yield Kept(name, supplier_record(found), parts_of(supplier_page(found)))
    elif has_errors(broken):
        yield in_the_way(name, broken)
    else:
        says = f"No record tells of work in the {plan.records} months before {plan.starts}."
        yield Kept(name, {"says": says, "findings": []})
