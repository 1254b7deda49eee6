"""What is frozen of a pilot: the text that was registered, and what it was concluded to be; each written once.

The digest is that of the canonical text: every field with what it means, defaults written out, without comments and
layout. A second digest seals the whole file, so that an edit shows. It proves no more than that: who wrote it, and
when, is for the repository's history to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from truegreen.files import writing
from truegreen.files.pilots import pilot_from, place_of
from truegreen.files.text import contents, decode
from truegreen.model.finding import Finding, error, warning
from truegreen.model.pilot import Pilot, Registered
from truegreen.units.span import Span

_RESTORE: Final = "Restore the file as it was written; what was agreed before the start is not changed afterwards."
_SEAL: Final = "seal"


def canonical(pilot: Pilot) -> dict[str, object]:
    """Give what a pilot's text means, by field: defaults written out, and what is not said left out."""
    said = {each.name: _plain(getattr(pilot, each.name)) for each in fields(pilot) if each.name != "at"}
    said |= {"rule": str(pilot.stops_by), "before_weeks": str(pilot.weeks_before)}
    if pilot.stops_by.is_sequential:
        said["looks"] = str(pilot.planned_looks)
    return {name: held for name, held in said.items() if held not in ("", {}, [], None)}


def digest_of(pilot: Pilot) -> str:
    """Give the SHA-256 of a pilot's canonical text."""
    return sha256(_json(canonical(pilot)).encode()).hexdigest()


def changed_fields(pilot: Pilot, registered: Pilot) -> list[str]:
    """Name the fields that say something else than was registered."""
    now, then = canonical(pilot), canonical(registered)
    order = [each.name for each in fields(pilot)]
    return [name for name in order if _json(now.get(name)) != _json(then.get(name))]


def write_registered(folder: Path, pilot: Pilot, on: date) -> list[Finding]:
    """Write down what is registered; what was registered before stays."""
    says = {"registered": pilot.pilot, "on": on.isoformat(), "sha256": digest_of(pilot), "pilot": canonical(pilot)}
    return write_once(folder, place_of(pilot.pilot, "registered"), says)


def write_once(folder: Path, place: Path, says: Mapping[str, object]) -> list[Finding]:
    """Write a sealed file, all of it or nothing; what stands in its way is found and stays."""
    return writing.write_once(folder, place, sealed(says), _already)


def sealed(says: Mapping[str, object]) -> str:
    """Give a file's text with the digest of all the rest of it."""
    return _json({**says, _SEAL: _seal(says)}) + "\n"


def read_registered(folder: Path, name: str, findings: list[Finding]) -> Registered | None:
    """Give a pilot as it was registered; None where it was not, or what was registered has been altered."""
    place = place_of(name, "registered")
    says = read_sealed(folder, place, findings)
    if says is None:
        return None
    found: list[Finding] = []
    try:
        pilot = pilot_from(_json(says["pilot"]), place.as_posix(), found)
        on, digest = date.fromisoformat(says["on"]), str(says["sha256"])
    except (LookupError, TypeError, ValueError):
        pilot, on, digest = None, date.min, ""
    if pilot is None or digest_of(pilot) != digest or pilot.pilot != name:
        says_so = "What was registered cannot be read, or is not what its digest says."
        findings.append(error(Span(place.as_posix()), "frozen-edited", says_so, _RESTORE))
        return None
    return Registered(pilot=pilot, on=on, digest=digest)


def read_sealed(
    folder: Path, place: Path, findings: list[Finding], remedy: str = _RESTORE
) -> Mapping[str, Any] | None:  # fmt: skip
    """Give what a sealed file says; None where there is none, or its seal is broken, which is found with a remedy."""
    path = folder / place
    if not path.is_file():
        return None
    content = contents(folder, path, findings)
    text = None if content is None else decode(content, place.as_posix(), findings)
    if text is None:
        return None
    try:
        says = json.loads(text)
        if says.pop(_SEAL) == _seal(says):
            return dict(says)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # The finding below says so.
    says_so = "The text is not what was written: its own digest does not fit."
    findings.append(error(Span(place.as_posix()), "frozen-edited", says_so, remedy))
    return None


def edited(pilot: Pilot | None, registered: Registered, at: Span) -> list[Finding]:
    """Say which fields of a pilot's file say something else than was registered."""
    if pilot is None:
        says = "The file cannot be read any more; it goes by what was registered."
        return [warning(at, "edited-after-registering", says, "Put it back, or start a new pilot.")]
    changed = changed_fields(pilot, registered.pilot)
    if not changed:
        return []
    says = f"Edited after registering on {registered.on}: {', '.join(changed)}. It goes by what was registered."
    return [warning(at, "edited-after-registering", says, "Put it back; to try something else, start a new pilot.")]


def _already(at: Span) -> Finding:
    remedy = "Leave it; a change is a new pilot, under a name of its own."
    return error(at, "already-frozen", "This has been written down already, and stays as it is.", remedy)


def _plain(held: object) -> object:
    """Give a field's value as JSON holds it: texts, lists and names."""
    if isinstance(held, Mapping):
        return {str(name): _plain(each) for name, each in held.items()}
    if isinstance(held, tuple):
        return [_plain(each) for each in held]
    if held is None or (isinstance(held, str) and not isinstance(held, StrEnum)):
        return held
    return str(held)


def _seal(says: Mapping[str, object]) -> str:
    return sha256(_json(says).encode()).hexdigest()


def _json(says: object) -> str:
    return json.dumps(says, indent=1, ensure_ascii=False)
