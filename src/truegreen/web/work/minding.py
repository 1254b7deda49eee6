"""How the worker fares, for whoever looks after the workspace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext

from truegreen.web.models import Job

LATE: Final = timedelta(minutes=10)
"""How far behind a worker may be that does long things now and then."""


def behind(now: datetime) -> timedelta:
    """Say how long the clock's job, which is due every minute, has waited; nothing where none was ever begun."""
    due = Job.objects.filter(kind="time", every__gt=0).values_list("due_at", flat=True).first()
    return max(now - due, timedelta()) if due else timedelta()


def troubles(now: datetime) -> list[str]:
    """Say what is wrong with what is done again and again, in sentences; nothing if all is well."""
    found = [
        gettext("%(what)s could not be done: %(why)s") % {"what": kind.capitalize(), "why": why}
        for kind, why in Job.objects.filter(every__gt=0).exclude(problem="").values_list("kind", "problem")
    ]
    if behind(now) > LATE:
        found.append(gettext("No worker is running: nothing is computed or sent, and no clock runs out."))
    return found
