"""Where contract and customers part ways, in the last month, down to the cases; and both through all months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from django.utils.translation import gettext_noop

from truegreen.model.truth import Kind, Truth
from truegreen.project.aligning import alignment
from truegreen.project.truth.cases import Case, opened_with_cases
from truegreen.reports.alignment_page import alignment_page
from truegreen.reports.alignment_text import alignment_record
from truegreen.reports.rendering import parts_of
from truegreen.reports.truth_page import truth_page
from truegreen.reports.truth_pictures import quadrant_of
from truegreen.reports.truth_record import opened_record, truth_record
from truegreen.reports.truth_words import titles
from truegreen.stats.series.trends import parting
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("whether green is true")
DECIDED_BY: Final = ("run", "settings", "text", "slices", "services")
SHOWS: Final = ("truth", "green", "alignment", "behind/")
OPENED: Final = 30
"""Entries that are opened, the dearest first."""


def fill(of: Showing) -> Iterator[Kept]:
    """Make the truth test and the two lines ready."""
    found = of.truth
    yield Kept("truth", truth_record(found), parts_of(truth_page(found)))
    yield from _opened(of, found)
    lines = alignment(of.view, of.versions)
    yield Kept("alignment", alignment_record(lines), parts_of(alignment_page(lines)))
    trend = parting(lines.customers.index, lines.delivery.index)
    yield Kept("green", {
        "quadrant": quadrant_of(found) if found.cells else "", "months": len(lines.months),
        "trend": asdict(trend.one) if trend else None,
    })  # fmt: skip


def _opened(of: Showing, found: Truth) -> Iterator[Kept]:
    """Open what may have to be acted upon: its accounts and its cases."""
    entries, levels = [each for each in found.entries if each.kind is not Kind.TRUE_GREEN], titles(found.levels)
    for opened, cases in opened_with_cases(of.view, of.versions, found, entries[:OPENED]):
        record = opened_record(opened, levels)
        yield Kept(f"behind/{opened.entry.number}", {**record, "cases": [_case(each) for each in cases]})


def _case(of: Case) -> dict[str, Any]:
    moments = {"due": of.due, "resolved": of.resolved}
    return {
        "case": of.id, "account": of.account, "opened": of.opened and of.opened.isoformat(),
        **{name: at and at.isoformat(" ", "minutes") for name, at in moments.items()}, "came_back": of.came_back,
    }  # fmt: skip
