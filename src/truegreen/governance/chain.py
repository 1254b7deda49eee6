"""The journal's chain: each entry's digest covers the one before, so nothing can be altered or left out unseen.

The digest is SHA-256 of the entry as canonical JSON (keys sorted, no spaces, UTF-8), so anybody can compute it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from truegreen.model.finding import Finding, error
from truegreen.model.journal import FIRST, Entry, Event
from truegreen.units.span import Span

_FIELDS: Final = tuple(each.name for each in fields(Event))


def chained(event: Event, last: Entry | None) -> Entry:
    """Give the entry that follows the last one.

    Raises:
        ValueError: the event's time has no zone.
    """
    number, before = (last.number + 1, last.digest) if last else (1, FIRST)
    return Entry(number, event, before, _digest(number, event, before))


def findings_of(
    entries: Iterable[Entry], anchor: tuple[int, str] | None = None, after: Entry | None = None
) -> list[Finding]:  # fmt: skip
    """Say what was altered, left out or put between; nothing if the journal holds.

    Args:
        entries: all of them, in their order; or those that follow ``after``.
        anchor: number and digest of an entry as it was kept elsewhere; what ends before it was cut off.
        after: the entry before the first of them; None if they begin with the first of all.
    """
    found = list[Finding]()
    number, before = (after.number, after.digest) if after else (0, FIRST)
    for each in entries:
        number += 1
        if each.number != number or each.before != before:
            found.append(_broken(each.number, f"does not follow entry {number - 1}", "Something was left out here."))
        elif each.digest != _digest(each.number, each.event, each.before):
            found.append(_broken(each.number, "is not what was written", "Somebody altered it afterwards."))
        if anchor and each.number == anchor[0] and each.digest != anchor[1]:
            found.append(_broken(each.number, "is not the one that was kept elsewhere", "It was written anew."))
        number, before = each.number, each.digest
    if anchor and number < anchor[0]:
        found.append(_broken(number, f"is the last, but there were {anchor[0]}", "The end was cut off."))
    return found


def _broken(number: int, what: str, why: str) -> Finding:
    remedy = f"{why} Compare with a backup, and with the other side's copy."
    return error(Span("journal", max(number, 1)), "journal-is-broken", f"Entry {number} {what}.", remedy)


def _digest(number: int, event: Event, before: str) -> str:
    return sha256(text_of(number, event, before).encode()).hexdigest()


def text_of(number: int, event: Event, before: str) -> str:
    """Give what a digest is made of, as one line.

    Raises:
        ValueError: the event's time has no zone.
    """
    told = {name: getattr(event, name) for name in _FIELDS}
    told |= {"at": written(event.at), "number": number, "previous": before}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(at: datetime) -> str:
    """Write a moment as the journal does: UTC, to the microsecond.

    Raises:
        ValueError: it has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
