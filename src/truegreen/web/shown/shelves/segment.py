"""For each plan: which customers and contact types to spend on, and what one more solved issue is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.model.finding import Finding
from truegreen.model.plan import Plan
from truegreen.project.sourcing.people import Cut
from truegreen.project.sourcing.segmenting import segmented
from truegreen.reports.rendering import parts_of
from truegreen.reports.sourcing.segment_page import segment_page
from truegreen.reports.sourcing.segment_record import segment_record
from truegreen.web.shown.plans import VALUED, each_plan
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("segments")
DECIDED_BY: Final = VALUED
SHOWS: Final = ("segment/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make each plan's ready."""
    yield from each_plan(of, "segment", partial(_answer, of))


def _answer(of: Showing, plan: Plan, odd: Sequence[Finding]) -> Iterator[Kept]:
    found = segmented(of.view, plan, Cut.SHARES, of.progress)
    yield Kept(f"segment/{plan.plan}", segment_record(found), parts_of(segment_page(found)))
