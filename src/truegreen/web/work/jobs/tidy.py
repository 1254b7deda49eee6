"""Sweep away what nobody needs any more: jobs that are over, answers to forms sent long ago, sessions, old shelves."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from truegreen.web.models import Job, Once
from truegreen.web.shown.shelf import STORE, latest_mark
from truegreen.web.work.doing import Doing, Result

EVERY: Final = 24 * 3600
IS_APART: Final = False
KEPT: Final = timedelta(days=30)
SHOWN: Final = timedelta(days=2)
"""How long a shelf stays that is shown no more, for those who look at it now."""


def do(doing: Doing) -> Result:
    """Sweep; the journal, matters and people are never touched."""
    now = timezone.now()
    jobs, _ = Job.objects.filter(ended_at__lt=now - KEPT).delete()
    once, _ = Once.objects.filter(at__lt=now - KEPT).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    return {"jobs": jobs, "once": once, "sessions": sessions, "shelves": _shelves(now)}


def _shelves(now: datetime) -> int:
    top, latest, swept = settings.FOLDER / STORE / "shown", latest_mark(settings.FOLDER), 0
    for each in top.iterdir() if top.is_dir() else ():
        if each.is_dir() and each.name != latest and each.stat().st_mtime < (now - SHOWN).timestamp():
            shutil.rmtree(each, ignore_errors=True)
            swept += 1
    return swept
