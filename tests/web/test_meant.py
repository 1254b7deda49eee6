"""A row in a file and its entry in the journal are one effect, wherever the process is killed between them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.utils import timezone

from tests.web.shelving import risk, shelf
from tests.web.test_hear import rows, said
from tests.web.uploaded import NAME, ROWS, project_of  # noqa: F401 — a fixture
from tests.web.visiting import at, visitor
from truegreen.web.acts.journal import verified
from truegreen.web.acts.meant import DEAD, caught_up, meant
from truegreen.web.models import EntryRow, Meant
from truegreen.web.uploads import uploading

HEARD, TAKEN = "truegreen.heard.added", "truegreen.upload.taken"


@pytest.fixture
def place(workspace: Path) -> Iterator[Path]:
    with shelf(workspace, risk("A-1", 1)):
        yield workspace


def killed(do: Callable[[], object]) -> int:
    """Do something in a process of its own, and give the signal that ended it; 0 where nothing did."""
    connections.close_all()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            do()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dies(*given: Any, **named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hears(**other: str) -> int:
    return visitor("client-commercial").post(at("hear"), said(**other)).status_code


def sends(content: bytes = ROWS) -> int:
    return visitor("provider-lead").post(at("upload"), {"file": SimpleUploadedFile(NAME, content)}).status_code


def later() -> int:
    """Catch up when nobody is at it any more, and say how many entries were missing."""
    return len(caught_up(timezone.now() + 2 * DEAD))


@pytest.mark.parametrize(
    ("where", "stands"),
    [("truegreen.web.pages.hear.hear", 0), ("truegreen.web.pages.hear.written_down", 1),
     ("truegreen.web.pages.hear.remember", 1), ("truegreen.web.models.Meant.delete", 1)],
)  # fmt: skip
def test_what_was_heard_has_its_entry_wherever_the_process_is_killed(
    where: str, stands: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(where, dies)
        assert killed(hears) == -signal.SIGKILL
    assert len(rows(place)) == stands
    assert caught_up() == []  # somebody may still be at it
    later()
    assert EntryRow.objects.filter(name=HEARD).count() == stands
    assert (Meant.objects.count(), later(), verified()) == (0, 0, [])
    assert hears(once="again") == (422 if stands else 302)
    assert EntryRow.objects.filter(name=HEARD).count() == len(rows(place)) == 1


@pytest.mark.parametrize(
    ("where", "stands"), [("_put", False), ("_thinned", False), ("arrived", True)], ids=["before", "within", "after"]
)
def test_so_has_an_upload(where: str, stands: bool, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sends(ROWS + b"3;A-3;2025-11-05\n") == 302
    with monkeypatch.context() as patched:
        if where == "arrived":
            patched.setattr(transaction.Atomic, "__exit__", lambda *given: dies() if (
                project / "data" / NAME).read_bytes() == ROWS else exits(*given))  # fmt: skip
        else:
            patched.setattr(uploading, where, dies)
        assert killed(sends) == -signal.SIGKILL
    shutil.rmtree(project / "workspace" / "arriving")  # what a dead process leaves is swept after an hour
    assert ((project / "data" / NAME).read_bytes() == ROWS) is stands
    assert later() == int(stands)
    assert EntryRow.objects.filter(name=TAKEN).count() == 1 + stands
    assert sends() == 302
    assert (project / "data" / NAME).read_bytes() == ROWS
    assert (Meant.objects.count(), verified()) == (0, [])


exits = transaction.Atomic.__exit__


def test_an_entry_that_was_missing_says_that_it_was_written_afterwards(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr("truegreen.web.pages.hear.written_down", dies)
        killed(hears)
    later()
    entry = EntryRow.objects.get()
    assert (entry.actor, entry.side, entry.about) == ("p-client-commercial", "client", "account:A-1")
    assert entry.after["written-down"] == "after a process had died"
    assert entry.says == f"Sales concern heard on {said()['on']}."


def test_a_database_that_fails_after_the_file_was_written_is_caught_up_with(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("truegreen.web.pages.hear.remember", full)
        with pytest.raises(OSError, match="No space"):
            hears()
    assert len(rows(place)) == EntryRow.objects.filter(name=HEARD).count() == 1
    assert Meant.objects.count() == 0


def test_what_was_refused_or_is_there_already_leaves_nothing(place: Path) -> None:
    assert hears(on="2999-01-01") == 422
    assert hears(account="") == 422
    assert hears() == 302
    assert hears(once="other") == 422
    assert (Meant.objects.count(), later()) == (0, 0)
    assert EntryRow.objects.count() == 1


def test_it_is_kept_before_any_transaction(workspace: Path) -> None:
    from tests.web.test_journal import EVENT

    with transaction.atomic(), pytest.raises(RuntimeError, match="before the transaction"), meant(EVENT, "heard", {}):
        pass


def goes_on_until_killed(place: Path, number: int, many: int, pause: float) -> None:
    """Add one signal after the other; the process is killed some time after so many of them."""
    connections.close_all()
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            for each in range(50):
                on = (timezone.localdate() - timedelta(days=1 + number * 50 + each)).isoformat()
                hears(on=on, once=f"{number}-{each}")
                os.write(tells, b".")
        os._exit(0)
    for _ in range(many):
        os.read(told, 1)
    sleep(pause)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)
    os.close(tells)


@pytest.mark.slow
def test_killed_again_and_again_the_file_and_the_journal_tell_the_same(place: Path) -> None:
    for number, pause in zip(range(24), cycle((0.21, 0.03, 0.15, 0.09, 0.27, 0.06, 0.18)), strict=False):
        goes_on_until_killed(place, number, 1 + number % 2, pause)
    later()
    told = sorted((each["account"], each["on"]) for each in rows(place))
    entries = EntryRow.objects.filter(name=HEARD)
    assert len(told) >= 36
    assert sorted((each.about.removeprefix("account:"), each.after["on"]) for each in entries) == told
    assert verified() == []


def test_of_what_was_replaced_the_last_five_of_each_name_stay(project: Path) -> None:
    for number in range(uploading.KEPT + 4):
        assert sends(ROWS + f"{number + 3};A-3;2025-11-05\n".encode()) == 302
    kept = sorted((project / "workspace" / "replaced").iterdir())
    assert len(kept) == uploading.KEPT
    assert f"{uploading.KEPT + 2 + 3};A-3".encode() in kept[-1].read_bytes()
    beside = kept[0].with_name(f"{uploading.STAMP}-other-{NAME}")
    beside.write_bytes(ROWS)
    sends()
    assert beside.exists()
    beside.unlink()
