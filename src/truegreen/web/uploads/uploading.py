"""Records that somebody uploads: taken in, put where a mapping looks for them, or refused; with a receipt.

No file is read in this process: ``weighing`` has it done, with little memory and time. What a file takes the place
of stays in ``workspace/replaced``, the last five of each name.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from time import time
from typing import Final, TypeAlias

from django.db import transaction

from truegreen.model.finding import Finding, has_errors
from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.meant import meant
from truegreen.web.models import Head, Member, Receipt
from truegreen.web.uploads.expected import LARGEST

STALE: Final = 3600
"""Seconds after which nobody works on what arrived."""
TAKEN, REFUSED = "taken", "refused"
KEPT: Final = 5
"""How many of what files of one name took the place of stay."""
STAMP: Final = "20260105T090000.000000"
"""What the moment looks like by which something replaced is called."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that lies in a room of its own, under the place where it would lie in the project.

    Attributes:
        room: the folder that stands for the project's; it is gone afterwards.
        place: the file, as seen from the project's folder.
        digest: SHA-256 of its bytes.
        size: bytes.
    """

    room: Path
    place: PurePosixPath
    digest: str
    size: int

    @property
    def path(self) -> Path:
        """Give where it lies now."""
        return self.room / self.place


Weighed: TypeAlias = tuple[int, tuple[Finding, ...]]
"""How many rows a file has, and what was found in it."""


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who uploads, and for which agreement."""

    member: Member
    agreement: str


class TooLargeError(Exception):
    """More bytes than one upload may have."""


@contextmanager
def arriving(chunks: Iterable[bytes], place: PurePosixPath, folder: Path) -> Iterator[Arrived]:
    """Give a file that comes in pieces, in a room beside the project; the room is gone afterwards.

    Raises:
        TooLargeError: it has more bytes than one upload may have.
    """
    rooms = folder / "workspace" / "arriving"
    _swept(rooms)
    room = rooms / secrets.token_hex(8)
    path = room / place
    path.parent.mkdir(parents=True)
    try:
        summed, size = sha256(), 0
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise TooLargeError
                summed.update(chunk)
                file.write(chunk)
        yield Arrived(room, place, summed.hexdigest(), size)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _swept(rooms: Path) -> None:
    """Take away what was left by a process that died on the way."""
    for each in rooms.glob("*"):
        with suppress(OSError):
            if time() - each.stat().st_mtime > STALE:
                shutil.rmtree(each)


def receipt_of(agreement: str, arrived: Arrived, folder: Path) -> Receipt | None:
    """Give the receipt of the same file, if it was taken and lies there still."""
    row = Receipt.objects.filter(agreement=agreement, name=arrived.place.name, digest=arrived.digest).first()
    return row if row and row.state == TAKEN and _digest(folder / arrived.place) == arrived.digest else None


def received(arrived: Arrived, found: Weighed, by: Uploader, folder: Path, now: datetime) -> Receipt:
    """Put a file where it belongs, or refuse it; keep the receipt and write it down, all in one transaction.

    Args:
        arrived: the file.
        found: its rows, and what was found in it.
        by: who uploads it.
        folder: the project's.
        now: the time it is.

    Raises:
        OSError: it cannot be put there; nothing is kept.
    """
    made = _row(arrived, found, by)
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        same = receipt_of(by.agreement, arrived, folder)
        if same:
            return same  # somebody sent it at the same time
        told = ("member", "side", "size", "rows", "state", "findings")
        row, _ = Receipt.objects.update_or_create(
            agreement=made.agreement, name=made.name, digest=made.digest,
            defaults={name: getattr(made, name) for name in told},
        )  # fmt: skip
        written_down([_event(row, by.member, now, folder / arrived.place)])
        if row.state == TAKEN:
            _put(arrived, folder, now)
    return row


def bringing(
    arrived: Arrived, found: Weighed, by: Uploader, folder: Path, now: datetime
) -> AbstractContextManager[None]:  # fmt: skip
    """Have the journal tell of a file that is taken within, whatever happens; before any transaction is begun."""
    made = _row(arrived, found, by)
    if made.state == REFUSED:
        return nullcontext()
    event = _event(made, by.member, now, folder / arrived.place)
    return meant(event, "file", {"place": str(arrived.place), "digest": arrived.digest})


def _row(arrived: Arrived, found: Weighed, by: Uploader) -> Receipt:
    rows, findings = found
    return Receipt(
        agreement=by.agreement, name=arrived.place.name, digest=arrived.digest, member=by.member,
        side=str(by.member.person().side_in(by.agreement) or "both"), size=arrived.size, rows=rows,
        state=REFUSED if has_errors(findings) else TAKEN, findings=[_told(each) for each in findings],
    )  # fmt: skip


def _put(arrived: Arrived, folder: Path, now: datetime) -> None:
    place = folder / arrived.place
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and _digest(place) != arrived.digest:
        kept = folder / "workspace" / "replaced" / f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{place.name}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.hardlink_to(place)
        _thinned(kept.parent, place.name)
    arrived.path.replace(place)


def _thinned(replaced: Path, name: str) -> None:
    """Let go of what was replaced long ago: of each name the last ones stay."""
    ours = sorted(each for each in replaced.iterdir() if each.name[len(STAMP) :] == f"-{name}")
    for each in ours[:-KEPT]:
        each.unlink(missing_ok=True)


def _event(row: Receipt, member: Member, now: datetime, place: Path) -> Event:
    before = _digest(place) if row.state == TAKEN else ""
    return Event(
        at=now, actor=member.key, side=row.side, name=f"truegreen.upload.{row.state}", agreement=row.agreement,
        about=f"upload:{row.name}", says=f"{row.name}: {row.rows:,} rows were {row.state}.",
        before={"digest": before} if before else {}, after={"digest": row.digest, "rows": str(row.rows)},
    )  # fmt: skip


def _told(of: Finding) -> dict[str, object]:
    return {"at": str(of.at), "level": str(of.level), "id": of.id, "says": of.says, "remedy": of.remedy,
            "count": of.count}  # fmt: skip


def _digest(path: Path) -> str:
    """Give the digest of a file; empty if there is none."""
    if not path.is_file():
        return ""
    summed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            summed.update(chunk)
    return summed.hexdigest()
