"""The journal for programs: entries with all that their digests cover, and whether the chain holds."""

from __future__ import annotations

from typing import Annotated, Final

from django.db.models import Q
from pydantic import Field

from truegreen.governance.chain import written
from truegreen.governance.rights import Right
from truegreen.model.journal import Entry
from truegreen.web.acts.journal import entry_of, verified
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import Entries, EntryShown, Verified
from truegreen.web.api.problems import finding_record
from truegreen.web.doors import Asked
from truegreen.web.models import EntryRow, Head
from truegreen.web.people.seen import entries_seen
from truegreen.web.people.tokens import Scope


def entries(
    asked: Asked, before: Annotated[int, Field(ge=0, le=2**62)] = 0, limit: Annotated[int, Field(ge=1, le=500)] = 50
) -> Entries:  # fmt: skip
    """Give entries of the agreement and of the workspace itself, the last first."""
    every = EntryRow.objects.filter(Q(agreement=asked.of.agreement) | Q(agreement=""))
    rows = entries_seen(every, asked.person, asked.of.agreement).order_by("-number")
    found = [entry_of(each) for each in (rows.filter(number__lt=before) if before else rows)[: limit + 1]]
    more = f"{asked.http.path}?before={found[limit - 1].number}&limit={limit}" if len(found) > limit else None
    return Entries(items=[entry_shown(each) for each in found[:limit]], next=more)


def verify(asked: Asked) -> Verified:
    """Verify the journal: every digest, from the first entry to the last."""
    findings, head = verified(), Head.objects.get(id=1)
    return Verified(holds=not findings, entries=head.number, digest=head.digest,
                    findings=[finding_record(each) for each in findings])  # fmt: skip


def entry_shown(of: Entry) -> EntryShown:
    """Give an entry with all that its digest covers."""
    event = of.event
    return EntryShown(
        number=of.number, at=written(event.at), actor=event.actor, side=event.side, name=event.name,
        agreement=event.agreement, about=event.about, says=event.says, before=event.before, after=event.after,
        previous=of.before, digest=of.digest,
    )  # fmt: skip


CALLS: Final = (
    Call(name="journal", method="GET", path=f"{AGREEMENT}/journal", does=entries, needs=Right.SEE_JOURNAL,
         scope=Scope.READ, gives=Entries),
    Call(name="journal_verified", method="GET", path=f"{AGREEMENT}/journal/verified", does=verify,
         needs=Right.SEE_JOURNAL, scope=Scope.READ, gives=Verified),
)  # fmt: skip
