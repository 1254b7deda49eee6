"""What the records themselves say of clocks, surveys and definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.model.audit import Audit
from truegreen.project.auditing.audited import audit
from truegreen.project.looking import last_period
from truegreen.reports.audit_page import audit_page
from truegreen.reports.audit_records import audit_record
from truegreen.reports.rendering import parts_of
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("audits")
DECIDED_BY: Final = ("run", "settings", "text", "figures", "issued", "slices", "services")
SHOWS: Final = ("audit",)


def fill(of: Showing) -> Iterator[Kept]:
    """Make the audits ready, where the run's rows are still there."""
    if of.view.has_rows:
        last = last_period(of.view, of.versions)
        looked = audit(of.view, of.versions, last, "team", list(Audit), of.progress)
        yield Kept("audit", audit_record(looked), parts_of(audit_page(looked)))
