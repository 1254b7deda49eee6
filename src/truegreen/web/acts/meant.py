"""What is about to be done to a file of the project, so that the journal tells of it however the machine stops.

A file and the database cannot be written in one step. So what is meant is written down first; then the file and the
entry are written; then what was meant is let go. Where a process dies in between, ``caught_up`` finds what was meant,
looks whether the file has it, and writes the entry that is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from django.conf import settings
from django.db import Error, connection, transaction
from django.utils import timezone

from truegreen.files.heard import read_heard
from truegreen.model.finding import Finding
from truegreen.model.journal import Entry, Event
from truegreen.web.acts.journal import written_down
from truegreen.web.models import EntryRow, Head, Meant

DEAD: Final = timedelta(minutes=2)
"""After which nobody is at it any more."""
Sign: TypeAlias = Callable[[Path, Mapping[str, str]], bool]


@contextmanager
def meant(event: Event, sign: str, says: Mapping[str, str]) -> Iterator[None]:
    """See to it that the journal tells of what is done within: by itself, or else as soon as somebody looks.

    Args:
        event: what the journal is to tell.
        sign: by which of ``SIGNS`` one sees that it was done.
        says: what the sign looks for.

    Raises:
        RuntimeError: a transaction has begun; what is meant would be lost with it.
    """
    if connection.in_atomic_block:
        raise RuntimeError("what is meant is kept before the transaction of what is done")
    if SIGNS[sign](settings.FOLDER, says):
        yield  # it is there already, so nothing can be left half
        return
    row = Meant.objects.create(
        sign=sign, says=dict(says), event={**asdict(event), "at": event.at.isoformat()},
        after=Head.objects.get(id=1).number,
    )  # fmt: skip
    try:
        yield
    except BaseException:
        with suppress(Error):  # what cannot be written now is written later
            _settled(row)
        raise
    row.delete()


def caught_up(now: datetime | None = None) -> list[Entry]:
    """Write the entries that are missing of what processes had begun that died, and give them."""
    dead = Meant.objects.filter(at__lt=(now or timezone.now()) - DEAD).order_by("id")
    return [entry for row in dead for entry in _settled(row)]


def _settled(row: Meant) -> list[Entry]:
    """Write the entry, where the file has what was meant and the journal does not tell of it."""
    told = Event(**{**row.event, "at": datetime.fromisoformat(row.event["at"])})
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        if not Meant.objects.filter(id=row.pk).delete()[0]:
            return []
        if _is_told(told, row.after) or not SIGNS[row.sign](settings.FOLDER, row.says):
            return []
        return written_down([replace(told, after={**told.after, "written-down": "after a process had died"})])


def _is_told(event: Event, after: int) -> bool:
    later = EntryRow.objects.filter(number__gt=after, name=event.name, about=event.about, actor=event.actor)
    return any(event.after.items() <= each.after.items() for each in later)


def _is_heard(folder: Path, says: Mapping[str, str]) -> bool:
    wanted = (says["account"], says["kind"], says["on"])
    there = read_heard(folder, list[Finding]())
    return any((each.account, str(each.kind), each.on.isoformat()) == wanted for each in there)


def _is_file(folder: Path, says: Mapping[str, str]) -> bool:
    place = folder / says["place"]
    if not place.is_file():
        return False
    with place.open("rb") as file:
        summed = sha256()
        while chunk := file.read(1 << 20):
            summed.update(chunk)
    return summed.hexdigest() == says["digest"]


SIGNS: Final[Mapping[str, Sign]] = {"heard": _is_heard, "file": _is_file}
"""By which one sees that something was done, by name: a row of what was heard; a file with a digest."""
