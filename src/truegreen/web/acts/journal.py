"""The journal as it is kept: entries go in at the end, in the transaction of what they tell of, and never change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import lru_cache
from typing import Any, Final

from django.db import connection, transaction

from truegreen.governance.chain import chained, findings_of
from truegreen.model.finding import Finding
from truegreen.model.journal import Entry, Event
from truegreen.web.models import EntryRow, Head

LATELY: Final = 100
"""Entries that are looked at whenever the journal is shown."""
LAST: Final = "SELECT * FROM web_entryrow WHERE number <= %s ORDER BY number DESC LIMIT %s"
"""Asks for them as they lie in the database."""


def written_down(events: Iterable[Event]) -> list[Entry]:
    """Write events at the end of the journal, and give the entries they became.

    Raises:
        RuntimeError: nobody has begun a transaction; what is told would not stand or fall with what happened.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of what it tells of")
    head = Head.objects.select_for_update().get(id=1)
    last = entry_of(EntryRow.objects.get(number=head.number)) if head.number else None
    made = list[Entry]()
    for each in events:
        last = chained(each, last)
        made.append(last)
    EntryRow.objects.bulk_create([_row(each) for each in made])
    if made:
        Head.objects.filter(id=1).update(number=made[-1].number, digest=made[-1].digest)
    return made


def as_of() -> str:
    """Give the digest of the last entry, which names how things stand: what is done is written down with it."""
    return Head.objects.values_list("digest", flat=True).get(id=1)


def all_entries() -> Iterator[Entry]:
    """Give every entry, the first one first."""
    for row in EntryRow.objects.order_by("number").iterator(chunk_size=2000):
        yield entry_of(row)


def verified() -> list[Finding]:
    """Say what is wrong with the journal; nothing if it holds."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        return findings_of(all_entries(), (head.number, head.digest) if head.number else None)


def lately() -> list[Finding]:
    """Say what is wrong with the last entries, and with where they end; it takes as long for a long journal."""
    head = Head.objects.get(id=1)  # what stands up to it never changes, so nothing is locked
    with connection.cursor() as cursor:
        cursor.execute(LAST, [head.number, LATELY + 1])
        return list(_checked(tuple(cursor.fetchall()), head.number, head.digest))


@lru_cache(maxsize=8)
def _checked(rows: tuple[tuple[Any, ...], ...], number: int, digest: str) -> tuple[Finding, ...]:
    """Check the last entries, once for as long as their rows say the same."""
    found = EntryRow.objects.filter(number__lte=number).order_by("-number")[: LATELY + 1]
    entries = [entry_of(each) for each in found][::-1]
    after = entries.pop(0) if len(entries) > LATELY else None
    return tuple(findings_of(entries, (number, digest) if number else None, after))


def entry_of(row: EntryRow) -> Entry:
    """Give the noun of a row."""
    event = Event(
        at=row.at.astimezone(UTC), actor=row.actor, side=row.side, name=row.name, agreement=row.agreement,
        about=row.about, says=row.says, before=row.before, after=row.after,
    )  # fmt: skip
    return Entry(row.number, event, row.previous, row.digest)


def _row(entry: Entry) -> EntryRow:
    event = entry.event
    return EntryRow(
        number=entry.number, at=event.at, actor=event.actor, side=event.side, name=event.name,
        agreement=event.agreement, about=event.about, says=event.says, before=dict(event.before),
        after=dict(event.after), previous=entry.before, digest=entry.digest,
    )  # fmt: skip
