"""Runs: what was computed from what, what is being done, and asking for another."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import JsonResponse

from truegreen.governance.rights import Right
from truegreen.readings.latest import latest
from truegreen.readings.runs import read_record
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import JobShown, Runs
from truegreen.web.api.paging import Before, Limit, before_of
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked
from truegreen.web.models import Job
from truegreen.web.pages.runs import own
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.shelf import STORE, latest_mark
from truegreen.web.work.queue import ask

SHOWN: Final = ("run", "fill")
"""Jobs that concern everybody."""


def runs(asked: Asked, before: Before = 0, limit: Limit = 20) -> Runs:
    """Give the latest run, what it was made from, and what is being done."""
    store = settings.FOLDER / STORE
    mark = latest(store)
    rows = Job.objects.filter(kind__in=SHOWN).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    jobs = [_shown(each, asked) for each in found[:limit]]
    return Runs(run=read_record(store, mark) if mark else None, shown=latest_mark(settings.FOLDER), jobs=jobs,
                next=before_of(asked.http, jobs[-1].id, is_more=len(found) > limit) if jobs else None)  # fmt: skip


def run(asked: Asked) -> JsonResponse:
    """Ask for a run; a second asking while one waits is the same one."""
    return once(asked, {}, lambda: (202, plain(_shown(asked_for(asked.person.id), asked))))


def asked_for(by: str) -> Job:
    """Give the run that waits for the worker; a new one if none does."""
    waiting = Job.objects.filter(kind="run", taken_at__isnull=True, ended_at__isnull=True).first()
    return waiting or ask("run", by)


def _shown(of: Job, asked: Asked) -> JobShown:
    return JobShown(
        id=of.pk, kind=of.kind, by=of.asked_by, asked_at=of.asked_at, taken_at=of.taken_at, ended_at=of.ended_at,
        what=own(of.what, asked), done=of.done, of=of.of, problem=own(of.problem, asked),
    )  # fmt: skip


CALLS: Final = (
    Call(name="runs", method="GET", path=f"{AGREEMENT}/runs", does=runs, needs=Right.SEE, scope=Scope.READ, gives=Runs),
    Call(name="run", method="POST", path=f"{AGREEMENT}/runs", does=run, needs=Right.RUN, scope=Scope.WRITE,
         gives=JobShown, status=202),
)  # fmt: skip
