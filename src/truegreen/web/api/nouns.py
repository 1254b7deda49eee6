"""What the API gives: the nouns of the workspace as schemas, each with what its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, RootModel, StringConstraints

Name = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00-\x1f]*$")]
"""A name in one line."""
Text = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]
"""What somebody says."""


class Record(RootModel[dict[str, Any]]):
    """A record as the command line writes it with --json."""


class AgreementShown(BaseModel):
    """An agreement that one sits for."""

    id: str
    title: str
    client: str
    provider: str
    currency: str
    zone: str
    side: str = Field(description="client, provider, or both")
    posts: list[str]
    rights: list[str] = Field(description="what one may do, by the names that calls carry as x-right")


class EntryShown(BaseModel):
    """An entry of the journal, with all that its digest covers."""

    number: int
    at: str
    actor: str
    side: str
    name: str
    agreement: str
    about: str
    says: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    previous: str
    digest: str


class Entries(BaseModel):
    """A page of the journal, the last entry first."""

    items: list[EntryShown]
    next: str | None = Field(description="address of the next page")


class Verified(BaseModel):
    """Whether the journal holds."""

    holds: bool
    entries: int
    digest: str = Field(description="of the last entry; keep it elsewhere, and a cut end is found")
    findings: list[dict[str, Any]]


class PersonShown(BaseModel):
    """Somebody who sits for the agreement."""

    id: str
    name: str
    side: str
    post: str
    since: datetime
    everywhere: bool = Field(description="whether they hold this post in every agreement")
    last_signed_in: datetime | None = Field(description="null where they have not come yet")
    is_sure: bool = Field(description="whether their sign-in takes a second factor, as approving and issuing need")


class JobShown(BaseModel):
    """Something the worker does, or will."""

    id: int
    kind: str
    by: str = Field(description="who asked for it")
    asked_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    what: str
    done: int
    of: int
    problem: str


class Runs(BaseModel):
    """The latest run, what is shown of it, and what is being done."""

    run: dict[str, Any] | None
    shown: str
    jobs: list[JobShown]
    next: str | None = Field(description="address of the next page of jobs")


class NoticeShown(BaseModel):
    """Something that one should hear of."""

    id: int
    agreement: str
    about: str
    says: str
    at: datetime
    read_at: datetime | None


class Notices(BaseModel):
    """What one should hear of, the latest first."""

    items: list[NoticeShown]
    next: str | None = Field(description="address of the next page")


class Reading(BaseModel):
    """What one has read."""

    latest: Annotated[int, Field(ge=0, le=2**62, description="the id of the latest notice that one has seen")]


class DraftShown(BaseModel):
    """A measure that only one side sees until a day."""

    id: int
    measure: str
    side: str
    until: date
    because: str


class Drafts(BaseModel):
    """Measures that are kept back."""

    items: list[DraftShown]


class FindingShown(BaseModel):
    """What is so, where, and what to do."""

    at: str
    level: str
    id: str
    says: str
    remedy: str
    count: int | None


class ReceiptShown(BaseModel):
    """What came of an upload."""

    id: int
    name: str
    digest: str = Field(description="SHA-256 of the bytes that arrived")
    size: int
    rows: int
    state: str = Field(description="taken or refused")
    findings: list[FindingShown]
    at: datetime


class Receipts(BaseModel):
    """Uploads, the latest first."""

    items: list[ReceiptShown]
    next: str | None = Field(description="address of the next page")
    expected: list[str] = Field(description="names of files that the project reads")
