"""What the API gives and takes of matters, as schemas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from truegreen.web.api.nouns import Name, Text


class ApprovalShown(BaseModel):
    """One side's yes."""

    move: str
    side: str
    by: str
    at: datetime


class AskShown(BaseModel):
    """One thing a move asks for."""

    name: str
    title: str
    shape: str
    is_required: bool
    choices: list[str]


class MoveShown(BaseModel):
    """A move that leads on from where a matter stands."""

    name: str
    title: str
    asks: list[AskShown]
    denied: str = Field(description="why one may not make it; empty where one may")


class MatterShown(BaseModel):
    """Where a matter stands."""

    id: str
    kind: str
    title: str
    about: str
    stage: str
    stage_title: str
    side: str = Field(description="that opened it")
    turn: str = Field(description="whose turn it is, in words; empty where it is nobody's")
    opened_by: str
    opened_at: datetime
    since: datetime
    due: datetime | None
    is_late: bool
    says: Mapping[str, str]
    approvals: list[ApprovalShown]
    moves: int = Field(description="how often it was moved; send it as seen with the next move")
    digest: str = Field(description="of what it says; send it with a move that takes a yes of both sides")


class MatterWhole(MatterShown):
    """A matter with what leads on from where it stands."""

    leading: list[MoveShown]


class Matters(BaseModel):
    """A page of matters."""

    count: int
    items: list[MatterShown]
    next: str | None = Field(description="address of the next page")


class Opening(BaseModel):
    """What it takes to open a matter."""

    kind: Name
    about: Name = ""
    says: dict[Name, Text] = Field(default_factory=dict, description="answers, by the names of what is asked")


class Moving(BaseModel):
    """What it takes to move a matter."""

    move: Name
    seen: Annotated[int, Field(ge=0, le=2**31, description="its moves when one looked")]
    says: dict[Name, Text] = Field(default_factory=dict, description="answers, by the names of what is asked")
    digest: Name = Field("", description="of the text that one had before one, where the move says yes to one")


class KindShown(BaseModel):
    """A kind of matter."""

    name: str
    title: str
    purpose: str
    asks: list[AskShown]
    denied: str = Field(description="why one may not open one; empty where one may")
