"""Run the project, and make ready what the run shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from truegreen.model.finding import Finding, Level, has_errors
from truegreen.model.journal import Event
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.web.acts.journal import written_down
from truegreen.web.models import EntryRow
from truegreen.web.shown.filling import fill
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 0
IS_APART: Final = True
IS_LONG: Final = True


def do(doing: Doing) -> Result:
    """Bring the project up to date; where it cannot be, the run before stands.

    Raises:
        ToldError: the project's texts or records have errors.
    """
    now = datetime.now(UTC)
    project = open_project(settings.FOLDER)
    made, findings = run(project, now.replace(tzinfo=None), doing.goes_on)
    if made is None or has_errors(findings):
        raise ToldError(_first((*project.findings, *findings)), for_good=True)
    fill(settings.FOLDER, doing.goes_on)
    _write(made.id, doing.by, now)
    return {"run": made.id, "fresh": made.fresh}


def _first(findings: tuple[Finding, ...]) -> str:
    wrong = [each for each in findings if each.level is Level.ERROR]
    more = f" And {len(wrong) - 1} more; `truegreen check` lists them." if len(wrong) > 1 else ""
    return f"{wrong[0].at}: {wrong[0].says} {wrong[0].remedy}{more}" if wrong else "Nothing could be run."


def _write(made: str, by: str, now: datetime) -> None:
    """Write down who had it run, once for each run."""
    about = f"run:{made}"
    with transaction.atomic():
        if not EntryRow.objects.filter(name="truegreen.run.made", about=about).exists():
            says = f"Run {made} is ready."
            written_down([Event(at=now, actor=by, side="", name="truegreen.run.made", about=about, says=says)])
