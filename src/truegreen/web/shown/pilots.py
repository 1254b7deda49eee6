"""Pilots as their files have them: drafted, registered, running or concluded; none of another agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from truegreen.files.pilot_draft import OWNER
from truegreen.files.pilot_records import digest_of, edited, read_registered, read_sealed
from truegreen.files.pilots import how_far, is_name, names_in, place_of, read_pilot
from truegreen.model.finding import Finding
from truegreen.model.pilot import Pilot, Registered
from truegreen.units.span import Span
from truegreen.web.agreements.room import agreements


@dataclass(frozen=True, slots=True)
class Stands:
    """One pilot.

    Attributes:
        name: its name.
        is_at: drafted, registered, running or concluded.
        pilot: what counts: what was registered, else what the file says.
        registered: as it was registered; None where it was not.
        digest: of what counts.
        concluded: what it was concluded to be; None where it was not.
        findings: what is wrong with its files.
    """

    name: str
    is_at: str
    pilot: Pilot
    registered: Registered | None
    digest: str
    concluded: Mapping[str, Any] | None
    findings: tuple[Finding, ...]

    @property
    def is_owned(self) -> bool:
        """Say whether somebody answers for it."""
        return self.pilot.owner != OWNER


def pilots_of(agreement: str) -> list[Stands]:
    """Give the pilots of an agreement, by name; one whose text cannot be read says nothing of whose it is."""
    folder: Path = settings.FOLDER
    found = (_stands(folder, name) for name in names_in(folder))
    many = len(agreements())
    return [each for each in found if each and is_of(each.pilot, agreement, many)]


def pilot_of(agreement: str, name: str) -> Stands | None:
    """Give a pilot; None if the agreement has none of this name."""
    found = _stands(settings.FOLDER, name) if is_name(name) else None
    return found if found and is_of(found.pilot, agreement, len(agreements())) else None


def unread(many: int) -> list[str]:
    """Name the pilots whose text cannot be read, where there is only one agreement whose they can be."""
    folder: Path = settings.FOLDER
    return [] if many != 1 else [name for name in names_in(folder) if _stands(folder, name) is None]


def is_of(pilot: Pilot, agreement: str, many: int) -> bool:
    """Say whether a pilot is an agreement's: it says so, or says nothing where there is only one."""
    return pilot.agreement == agreement if pilot.agreement else many == 1


def _stands(folder: Path, name: str) -> Stands | None:
    findings, text = list[Finding](), list[Finding]()
    registered = read_registered(folder, name, findings)
    path = folder / place_of(name)
    pilot, _ = read_pilot(folder, path, text) if path.is_file() else (None, None)
    findings += edited(pilot, registered, Span(place_of(name).as_posix())) if registered and path.is_file() else text
    counts = registered.pilot if registered else pilot
    if counts is None:
        return None
    concluded = read_sealed(folder, place_of(name, "concluded"), findings)
    digest = registered.digest if registered else digest_of(counts)
    return Stands(name, how_far(folder, name), counts, registered, digest, concluded, tuple(findings))
