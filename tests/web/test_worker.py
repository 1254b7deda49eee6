"""The worker: each job is done once, tried again after a pause, taken again from the dead, and told of as it goes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from tests.web.programs import program
from tests.web.test_idempotency import RAISED
from tests.web.visiting import at, visitor
from truegreen.web.acts.matters import let_time_pass
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import EntryRow, Job, MatterRow, Once
from truegreen.web.work.doing import Doing, Kind, Result, ToldError, kinds
from truegreen.web.work.queue import LEASE, PAUSES, Held, LostError, ask, repeated, take
from truegreen.web.work.worker import begin, do, work

NEVER = Event()


def held(worker: str = "one") -> Held:
    found = take(worker)
    assert found
    return found


def ages(job: Job, by: timedelta) -> None:
    """Let a job's lease and its pause be as old as if time had passed."""
    job.refresh_from_db()
    back = {"leased_until": job.leased_until - by} if job.leased_until else {}
    Job.objects.filter(id=job.id).update(due_at=job.due_at - by, **back)


def test_what_waits_longest_is_taken_first_and_by_one_only(workspace: Path) -> None:
    first, second = ask("time", "p-owner"), ask("time", "p-owner")
    assert [held("one").id, held("two").id] == [first.id, second.id]
    assert take("three") is None


def test_each_lane_takes_its_own(workspace: Path) -> None:
    ask("run", "p-owner")
    send, new = ask("send", "p-owner"), ask("of-a-later-version", "p-owner")
    assert take("slow", ["run"], only=True)
    assert [take("quick", ["run"]), take("quick", ["run"])] == [
        Held(each.id, each.kind, {}, "p-owner", "quick", 1, 0) for each in (send, new)
    ]
    assert take("slow", ["run"], only=True) is None


def test_what_is_due_later_waits(workspace: Path) -> None:
    Job.objects.create(kind="time", asked_by="clock", due_at=timezone.now() + timedelta(minutes=1))
    assert take("one") is None


def test_the_job_of_a_dead_worker_is_taken_again_and_the_dead_says_nothing_more(workspace: Path) -> None:
    job = ask("time", "p-owner")
    dead = held("dead")
    assert take("alive") is None
    ages(job, LEASE)
    alive = held("alive")
    assert (alive.id, alive.tries) == (job.id, 2)
    late: tuple[Callable[[], None], ...] = (
        dead.goes_on, lambda: dead.ended({}), lambda: dead.failed("late"), dead.given_back,
    )  # fmt: skip
    for speaks in late:
        with pytest.raises(LostError):
            speaks()
    alive.ended({"entries": 0})
    job.refresh_from_db()
    assert (job.result, job.problem, job.ended_at is not None) == ({"entries": 0}, "", True)


def test_who_says_how_far_it_is_holds_on_to_it(workspace: Path) -> None:
    job = ask("time", "p-owner")
    mine = held()
    ages(job, LEASE)
    mine.goes_on("reading files", 3, 7)
    assert take("another") is None
    job.refresh_from_db()
    assert (job.what, job.done, job.of) == ("reading files", 3, 7)


def test_what_fails_is_tried_again_after_pauses_that_grow_and_then_given_up(workspace: Path) -> None:
    job, waited = ask("time", "p-owner"), []
    for _ in PAUSES:
        held().failed("The server is away.")
        job.refresh_from_db()
        waited.append(round((job.due_at - timezone.now()) / timedelta(seconds=1)))
        assert take("one") is None
        ages(job, PAUSES[-1])
    held().failed("The server is away.")
    job.refresh_from_db()
    assert waited == [each.total_seconds() for each in PAUSES]
    assert (job.ended_at is not None, job.problem) == (True, "The server is away.")


def test_a_job_that_kills_its_workers_is_given_up(workspace: Path) -> None:
    job = ask("time", "p-owner")
    for _ in range(len(PAUSES) + 1):
        assert take("dies")
        ages(job, LEASE)
    assert take("lives") is None
    job.refresh_from_db()
    assert "given up" in job.problem


def test_what_is_given_back_costs_no_try(workspace: Path) -> None:
    ask("time", "p-owner")
    held().given_back()
    assert held("two").tries == 1


def test_what_is_done_again_and_again_is_one_row(workspace: Path) -> None:
    begin()
    begin()
    assert Counter(Job.objects.values_list("kind", flat=True)) == Counter(
        name for name, kind in kinds().items() if kind.every
    )
    with pytest.raises(IntegrityError):
        Job.objects.create(kind="time", every=5, asked_by="clock", due_at=timezone.now())


def test_what_is_done_again_and_again_waits_for_its_time_and_fails_without_an_end(workspace: Path) -> None:
    repeated("time", 60)
    job = Job.objects.get()
    for _ in range(len(PAUSES) + 3):
        held().failed("Not now.")
        ages(job, timedelta(minutes=1))
    do(held(), NEVER)
    job.refresh_from_db()
    assert (job.tries, job.problem, job.result) == (0, "", {"entries": 0})
    assert timedelta(seconds=50) < job.due_at - timezone.now() < timedelta(seconds=61)


def raises(wrong: Exception) -> Kind:
    def fails(doing: Doing) -> Result:
        raise wrong

    return Kind(fails, 0, is_apart=False)


@pytest.mark.parametrize(("wrong", "says", "is_over"), [
    (ToldError("The server is away."), "The server is away.", False),
    (ToldError("There is no such address.", for_good=True), "There is no such address.", True),
    (ValueError("secret words of somebody"), "It failed (ValueError); the log says where.", False),
])  # fmt: skip
def test_people_are_told_why_but_nothing_that_may_be_anybodys(
    wrong: Exception, says: str, is_over: bool, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("truegreen.web.work.worker.kinds", lambda: {"time": raises(wrong)})
    job = ask("time", "p-owner")
    do(held(), NEVER)
    job.refresh_from_db()
    assert (job.problem, job.ended_at is not None) == (says, is_over)


@pytest.mark.parametrize("breaks", [False, True])
def test_where_one_lane_breaks_the_worker_ends_and_says_so(
    breaks: bool, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def takes(worker: str, kinds: list[str], *, only: bool) -> None:
        if only is breaks:
            raise MemoryError

    monkeypatch.setattr("truegreen.web.work.worker.take", takes)
    with pytest.raises(MemoryError):
        work(Event())


def test_no_pdf_waits_for_a_run_and_no_email_for_either(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, lanes = Event(), dict[str, tuple[set[str], bool]]()

    def takes(worker: str, which: list[str], *, only: bool) -> None:
        lanes[worker] = set(which), only
        if len(lanes) == 3:
            stop.set()

    monkeypatch.setattr("truegreen.web.work.worker.take", takes)
    work(stop, "w")
    assert lanes["w-runs"] == ({"fill", "run"}, True)
    assert lanes["w-asks"][0] >= {"pack", "rehearse"}
    assert lanes["w"] == (lanes["w-runs"][0] | lanes["w-asks"][0], False)


def test_a_kind_that_this_version_does_not_know_is_told(workspace: Path) -> None:
    job = ask("teleport", "p-owner")
    do(held(), NEVER)
    job.refresh_from_db()
    assert job.problem == "This version does not know how to do “teleport”."


def test_the_owner_is_told_what_the_worker_could_not_do_and_that_there_is_none(workspace: Path) -> None:
    repeated("backup", 86400)
    repeated("time", 60)
    held().failed("No backup was made: the disk is full.")
    owner = visitor("owner").get("/notices").content.decode()
    assert "Backup could not be done: No backup was made: the disk is full." in owner
    assert "No worker is running" not in owner
    Job.objects.update(due_at=timezone.now() - timedelta(minutes=11))
    assert "No worker is running" in visitor("owner").get("/notices").content.decode()
    assert "disk is full" not in visitor("provider-lead").get("/notices").content.decode()
    said = visitor().get("/metrics").content.decode()
    assert 660 <= int(said.partition("\ntruegreen_worker_behind_seconds ")[2].partition("\n")[0]) < 720


def test_old_jobs_and_answers_are_swept_and_new_ones_stay(workspace: Path) -> None:
    old, new = timezone.now() - timedelta(days=40), timezone.now()
    for ended in (old, new, None):
        Job.objects.create(kind="run", asked_by="p-owner", due_at=new, ended_at=ended)
        Once.objects.create(key=str(ended), actor="p-owner", asked="", status=302)
    Once.objects.filter(key=str(old)).update(at=old)
    assert kinds()["tidy"].do(Doing({}, "clock", lambda what, done, of: None))["jobs"] == 1
    assert (Job.objects.count(), Once.objects.count()) == (2, 2)


def test_the_page_says_how_far_runs_are_and_nothing_of_other_jobs(workspace: Path) -> None:
    ask("send", "clock", {"notice": 1})
    ask("run", "p-provider-lead")
    take("away")  # the one before
    held().goes_on("reading files", 1200, 3000)
    ask("run", "p-provider-lead")
    held("two").failed("agreements/acme-care.yml:3: There is no metric <b>.", for_good=True)
    page = visitor("read-only").get(at("runs")).content.decode()
    assert "reading files</span>: 1,200 of 3,000" in page
    assert "There is no metric &lt;b&gt;." in page
    assert page.count("asked for by") == 2


def test_the_page_keeps_to_itself_what_is_said_of_others(workspace: Path) -> None:
    ask("run", "p-provider-lead")
    held().failed("agreements/acme.yml:1: Their secret is not closed.", for_good=True)
    page = visitor("read-only").get(at("runs")).content.decode()
    assert "Their secret" not in page
    assert "about something else than this agreement" in page


WORKS = """
import sys, threading, time
import django; django.setup()
from truegreen.web.work import doing, worker
from truegreen.web.models import EntryRow
from truegreen.web.acts.journal import written_down
from truegreen.model.journal import Event
from django.db import transaction
from datetime import datetime, UTC
def wrote(of):
    time.sleep(0.05)  # longer, all in all, than a worker rests
    with transaction.atomic():
        written_down([Event(at=datetime.now(UTC), actor="clock", side="", name="truegreen.test.done",
                            about=str(of.says["number"]))])
    return {}
print("ready", flush=True)
worker.kinds = lambda: {"write": doing.Kind(wrote, 0, False)}
worker.work(threading.Event(), sys.argv[1])
"""


@pytest.mark.slow
def test_three_workers_do_sixty_jobs_once_each(workspace: Path) -> None:
    with ExitStack() as running:
        for name in ("one", "two", "three"):
            worker = running.enter_context(
                subprocess.Popen([sys.executable, "-c", WORKS, name], stdout=subprocess.PIPE, text=True)
            )
            running.callback(worker.kill)
            assert worker.stdout
            assert worker.stdout.readline() == "ready\n"
        for number in range(60):
            ask("write", "p-owner", {"number": number})
        until(lambda: not Job.objects.filter(ended_at__isnull=True).exists(), 120)
    assert sorted(map(int, EntryRow.objects.values_list("about", flat=True))) == [*range(60)]
    assert set(Job.objects.values_list("tries", flat=True)) == {1}
    assert len(set(Job.objects.values_list("taken_by", flat=True))) > 1


def until(is_so: Any, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.2)
        connections.close_all()


def test_nothing_waits_for_a_clock_that_went_back(workspace: Path) -> None:
    repeated("time", 60)
    for kind in ("send", "run"):
        ask(kind, "p-owner")
    dead = held()
    ahead = timezone.now() + timedelta(days=1)
    Job.objects.update(due_at=ahead, asked_at=ahead)
    Job.objects.filter(id=dead.id).update(leased_until=ahead, due_at=timezone.now())
    begin()
    assert sorted(held(f"w-{number}").kind for number in range(3)) == ["run", "send", "time"]
    again = Job.objects.get(kind="time")
    assert again.due_at <= timezone.now() + timedelta(seconds=60)


def test_a_matter_is_late_by_the_clock_alone_and_moves_once(workspace: Path) -> None:
    program("client-commercial").post("matters", RAISED)
    due = MatterRow.objects.get().due
    assert due
    late, early = due + timedelta(minutes=1), due - timedelta(days=30)
    moved = [len(let_time_pass(now, lambda name, at: agreement_on(name, at.date()))) for now in (early, late, early)]
    assert moved[0] == moved[2] == 0
    assert moved[1] >= 1
    assert MatterRow.objects.get().moves == 1 + moved[1]
