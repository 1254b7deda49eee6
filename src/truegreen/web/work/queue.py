"""The queue of jobs: rows that workers take under a lease, so that two never do one and a dead one's is taken again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from truegreen.web.models import Job

LEASE: Final = timedelta(seconds=60)
"""How long a job is a worker's without a sign of life."""
PAUSES: Final = tuple(timedelta(minutes=each) for each in (0.5, 2, 10, 60, 360))
"""How long to wait after the first failure, the second, and so on; after as many it is given up."""


class LostError(Exception):
    """The lease ended, and the job may be another worker's by now."""


@dataclass(frozen=True, slots=True)
class Held:
    """A job that a worker holds.

    Attributes:
        id: its row.
        kind: the file of ``web/work/jobs`` that does it.
        says: what is to be done.
        by: who asked for it.
        worker: who holds it.
        tries: how often it was taken; with the worker's name it says whether it is still held.
        every: seconds after which it is done again; 0 for once.
    """

    id: int
    kind: str
    says: Mapping[str, Any]
    by: str
    worker: str
    tries: int
    every: int

    def goes_on(self, what: str = "", done: int = 0, of: int = 0) -> None:
        """Say how far it is, and hold on to it.

        Raises:
            LostError: it is not held any more; stop.
        """
        told = {"what": what[:200], "done": done, "of": of} if what else {}
        self._keep(leased_until=timezone.now() + LEASE, **told)

    def ended(self, result: Mapping[str, Any]) -> None:
        """Say that it is done; what is done again and again waits for its next time.

        Raises:
            LostError: it is not held any more.
        """
        now = timezone.now()
        again = {"due_at": now + timedelta(seconds=self.every), "taken_at": None, "tries": 0}
        self._keep(problem="", result=dict(result), leased_until=None, **(again if self.every else {"ended_at": now}))

    def failed(self, problem: str, *, for_good: bool = False) -> None:
        """Say why it failed: it is tried again after a pause that grows, until it is given up.

        Raises:
            LostError: it is not held any more.
        """
        now, last = timezone.now(), len(PAUSES)
        if not self.every and (for_good or self.tries > last):
            self._keep(problem=problem, ended_at=now, leased_until=None)
            return
        pause = PAUSES[min(self.tries, last) - 1]
        pause = min(pause, timedelta(seconds=self.every)) if self.every else pause
        self._keep(problem=problem, due_at=now + pause, taken_at=None, leased_until=None)

    def given_back(self) -> None:
        """Let somebody else take it at once, as if it had not been taken."""
        self._keep(taken_at=None, leased_until=None, tries=F("tries") - 1)

    def _keep(self, **what: Any) -> None:
        mine = Job.objects.filter(id=self.id, taken_by=self.worker, tries=self.tries, leased_until__isnull=False)
        if not mine.update(**what):
            raise LostError(f"{self.kind} {self.id} is not held any more")


def ask(kind: str, by: str, says: Mapping[str, Any] | None = None) -> Job:
    """Ask for something to be done, as soon as a worker is free."""
    return Job.objects.create(kind=kind, asked_by=by, says=dict(says or {}), due_at=timezone.now())


def repeated(kind: str, every: int) -> None:
    """See to it that something is done again and again; asked twice, it is still one row, and never due too late."""
    now = timezone.now()
    found, made = Job.objects.get_or_create(
        kind=kind, every__gt=0, defaults={"every": every, "asked_by": "clock", "due_at": now}
    )
    due = min(found.due_at, now + timedelta(seconds=every))
    if not made and (found.every, found.due_at) != (every, due):
        Job.objects.filter(id=found.id).update(every=every, due_at=due)


def set_back() -> int:
    """Have jobs wait no longer that were asked for by a clock that has gone back since; give how many they were."""
    now = timezone.now()
    return Job.objects.filter(every=0, ended_at__isnull=True, asked_at__gt=now).update(asked_at=now, due_at=now)


def take(worker: str, kinds: Collection[str] = (), *, only: bool = False) -> Held | None:
    """Give the job that has waited longest, held for a worker; None if nothing waits.

    Args:
        worker: who holds it; no other worker has this name.
        kinds: kinds of jobs that are left to others.
        only: turns this around: these kinds, and no others.
    """
    found = _waiting().filter(kind__in=kinds) if only else _waiting().exclude(kind__in=kinds)
    if not found.exists():
        return None
    skips = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        _given_up()
        row = found.select_for_update(skip_locked=skips).order_by("due_at", "id").first()
        if row is None:
            return None
        now, tries = timezone.now(), row.tries % 1000 + 1
        Job.objects.filter(id=row.id).update(
            taken_at=now, taken_by=worker, leased_until=now + LEASE, tries=tries, what="", done=0, of=0
        )
    return Held(row.id, row.kind, row.says, row.asked_by, worker, tries, row.every)


def _waiting() -> QuerySet[Job]:
    now = timezone.now()
    is_free = Q(leased_until__isnull=True) | Q(leased_until__lt=now) | Q(leased_until__gt=now + 2 * LEASE)
    # No lease is so long: the clock has gone back since it was given.
    return Job.objects.filter(is_free, ended_at__isnull=True, due_at__lte=now)


def _given_up() -> None:
    """End jobs under which one worker after the other died."""
    _waiting().filter(every=0, tries__gt=len(PAUSES)).update(
        ended_at=timezone.now(), leased_until=None, problem="Every worker that took it died; it is given up."
    )
