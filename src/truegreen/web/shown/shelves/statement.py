"""The money of every settled period: the statement, as it was issued or as it comes out now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.files.excerpts import clause_texts
from truegreen.model.agreement import Versions
from truegreen.project.opened import Project
from truegreen.reports.rendering import parts_of
from truegreen.reports.statement_page import statement_page
from truegreen.reports.statement_records import statement_record
from truegreen.web.agreements.settling import each_settled, periods_of, ready_of
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("statements")
DECIDED_BY: Final = ("run", "settings", "text", "figures", "issued")
SHOWS: Final = ("statement/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Settle each period for which something is given, and make its statement ready."""
    yield from statements(of.view.project, of.versions)


def statements(project: Project, versions: Versions) -> Iterator[Kept]:
    """Give the statement of each period and contract, as page and record."""
    found = ready_of(project, versions)
    if found is None:
        return
    ready, issued = found
    for period in periods_of(ready):
        clauses = clause_texts(project.folder, versions.on(period.last), period.last)
        for name, one in each_settled(ready, issued, period):
            page = statement_page(one.statement, clauses, one.as_issued)
            yield Kept(name, statement_record(one.statement, one.as_issued), parts_of(page))
