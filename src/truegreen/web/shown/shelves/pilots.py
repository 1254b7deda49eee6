"""How each registered pilot stands, and what it comes to where its registered rule lets it end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from truegreen.files.pilots import names_in
from truegreen.model.finding import Finding
from truegreen.model.pilot_found import Analysed
from truegreen.project.piloting.pilots import Open, open_pilot
from truegreen.project.piloting.running import analyse, watch
from truegreen.reports.finding_record import finding_record
from truegreen.reports.pilot_page import analysed_page, watched_page
from truegreen.reports.pilot_record import analysed_record, watched_record
from truegreen.reports.rendering import parts_of
from truegreen.web.shown.pilots import is_of
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("pilots")
DECIDED_BY: Final = ("run", "settings", "text", "pilots", "alerts", "day", "many", "slices")
SHOWS: Final = ("pilot/",)


def fill(of: Showing) -> Iterator[Kept]:
    """Look at each pilot of the agreement as its rule allows."""
    project = of.view.project
    for name in names_in(project.folder):
        opened = open_pilot(project, name)
        if opened.judged_by and is_of(opened.judged_by, of.versions.id, len(project.agreements)):
            yield _kept(of, opened)


def ends(found: Analysed) -> bool:
    """Say whether a pilot's registered rule lets it end: its arms may be compared, and the last look was taken."""
    return found.standing.broken is None and found.final and found.look is not None


def _kept(of: Showing, opened: Open) -> Kept:
    name = f"pilot/{opened.name}"
    if opened.registered is None or opened.figure is None:
        return _told(name, opened.findings)
    day = datetime.now(ZoneInfo(of.view.project.settings.time_zone)).date()
    asked = (of.view, opened, opened.registered, day, of.view.project.folder)
    watched = watch(*asked)
    if isinstance(watched, list):
        return _told(name, watched)
    analysed = None if watched.standing.broken else analyse(*asked)
    if isinstance(analysed, Analysed) and ends(analysed):
        return Kept(name, {**analysed_record(analysed), "ends": True}, parts_of(analysed_page(analysed)))
    because = analysed.because if isinstance(analysed, Analysed) else ""
    return Kept(name, {**watched_record(watched), "ends": False, "because": because}, parts_of(watched_page(watched)))


def _told(name: str, findings: list[Finding] | tuple[Finding, ...]) -> Kept:
    """Keep what stands in the way of looking at it."""
    says = " ".join(f"{each.says} {each.remedy}" for each in findings)
    return Kept(name, {"says": says, "ends": False, "findings": [finding_record(each) for each in findings]})
