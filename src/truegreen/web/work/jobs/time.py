"""What time brings: matters whose time is up move, and what is shown is made ready anew when a text has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from truegreen.web.acts.matters import let_time_pass
from truegreen.web.acts.meant import caught_up
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import Job
from truegreen.web.shown.marking import mark_now
from truegreen.web.shown.shelf import latest_mark
from truegreen.web.work.doing import Doing, Result
from truegreen.web.work.queue import ask

EVERY: Final = 60
IS_APART: Final = False


def do(doing: Doing) -> Result:
    """Let time pass, and have the journal tell of what processes did that died before they could."""
    caught_up()
    entries = let_time_pass(datetime.now(UTC), lambda name, at: agreement_on(name, at.date()))
    _refill(mark_now(settings.FOLDER))
    return {"entries": len(entries)}


def _refill(mark: str) -> None:
    """Ask for what is shown to be made ready, once for each state of the project, and not while it is run."""
    if not mark or mark == latest_mark(settings.FOLDER):
        return
    open_jobs = Job.objects.filter(kind__in=("run", "fill"), ended_at__isnull=True)
    if not open_jobs.exists() and not Job.objects.filter(kind="fill", says__mark=mark).exists():
        ask("fill", "clock", {"mark": mark})
