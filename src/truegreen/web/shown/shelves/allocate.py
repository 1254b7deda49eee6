"""For each plan: where work should live, solved with what the verb takes if nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.files import found_plans
from truegreen.files.nouns import plain
from truegreen.model.allocated import Allocated
from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.sourcing.allocating import allocate, questions, ready
from truegreen.project.sourcing.asked import Effort
from truegreen.reports.rendering import parts_of
from truegreen.reports.sourcing.allocation_page import allocation_page, impossible_page
from truegreen.reports.sourcing.allocation_record import allocation_record, impossible_record
from truegreen.sourcing.allocation.path import UnfinishedError
from truegreen.web.shown.plans import VALUED, each_plan, in_the_way
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("where work should live")
DECIDED_BY: Final = VALUED
SHOWS: Final = ("allocate/",)
FOUND: Final = "nouns/found/"
"""Where a plan stands as it was found, for whoever saves it; no page and no call gives it."""


def fill(of: Showing) -> Iterator[Kept]:
    """Solve each plan."""
    yield from each_plan(of, "allocate", partial(_answer, of))


def _answer(of: Showing, plan: Plan, odd: Sequence[Finding]) -> Iterator[Kept]:
    name, held = f"allocate/{plan.plan}", ready(of.view, plan)
    held.findings[:0] = odd
    if has_errors(held.findings):
        yield in_the_way(name, held.findings)
        return
    try:
        found = allocate(of.view, held, _effort(of, questions(held)))
    except UnfinishedError as unfinished:
        yield Kept(name, {"says": f"{str(unfinished).capitalize()}; give it more time: truegreen allocate --seconds.",
                          "findings": []})  # fmt: skip
        return
    if not isinstance(found, Allocated):
        yield Kept(name, impossible_record(found), parts_of(impossible_page(found)))
        return
    yield Kept(name, allocation_record(found), parts_of(allocation_page(found)))
    inputs = found_plans.inputs_of(plan, found.run)
    kept = FoundPlan(name=plan.plan, inputs=inputs, found=found, futures=plan.futures)
    yield Kept(f"{FOUND}{plan.plan}", plain(kept))


def _effort(of: Showing, every: int) -> Effort:
    """Give the effort that the verb makes if nothing is said.

    Both sides read how far a run is: nothing is told of what is wished.
    """
    steps = count(1)
    return Effort(told=lambda _: of.progress("solving", min(next(steps), every), every))
