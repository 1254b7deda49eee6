"""The journal: who did what, when; and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext

from truegreen.governance.rights import Right
from truegreen.model.finding import Finding
from truegreen.web.acts.journal import LATELY, entry_of, lately, verified
from truegreen.web.doors import Asked, Door
from truegreen.web.models import EntryRow
from truegreen.web.people.known import names
from truegreen.web.people.seen import entries_seen
from truegreen.web.shown.alike import alike

MANY: Final = 30


def journal(asked: Asked) -> HttpResponse:
    """Show entries of an agreement, the last first, and what is wrong with the chain."""
    is_whole = "whole" in asked.http.GET
    findings = tuple(verified() if is_whole else lately())
    return alike(asked, "journal.html", partial(_told, asked, findings, is_whole=is_whole), findings)


def _told(asked: Asked, findings: Sequence[Finding], *, is_whole: bool) -> dict[str, Any]:
    """Give what the page shows."""
    every = EntryRow.objects.filter(Q(agreement=asked.of.agreement) | Q(agreement=""))
    rows = entries_seen(every, asked.person, asked.of.agreement).order_by("-number")
    before = asked.http.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(number__lt=int(before))
    entries = [entry_of(each) for each in rows[: MANY + 1]]
    return {
        "entries": entries[:MANY], "before": entries[MANY - 1].number if len(entries) > MANY else 0,
        "findings": findings, "headline": _headline(rows.count(), bool(findings), is_whole), "names": names(),
        "is_whole": is_whole, "lately": LATELY,
    }  # fmt: skip


def _headline(many: int, is_broken: bool, is_whole: bool) -> str:
    if is_broken:
        return gettext("The journal does not hold")
    told = ngettext("%d entry", "%d entries", many) % many
    return gettext("The journal holds: %s") % told if is_whole else gettext("The journal: %s") % told


DOORS: Final = (Door(name="journal", path="a/<str:agreement>/journal", view=journal, needs=Right.SEE_JOURNAL),)
