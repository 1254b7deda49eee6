"""A matter between the two parties: an escalation, a dispute, a change, an action …, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from truegreen.model.agreement import Side


@dataclass(frozen=True, slots=True)
class Approval:
    """One side's yes.

    Attributes:
        move: to what.
        side: whose.
        by: who said it, by id.
        at: when.
        seen: digest of what they had before them.
    """

    move: str
    side: Side
    by: str
    at: datetime
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Where a matter stands; what happened to it is told by the journal.

    Attributes:
        id: such as ``dispute-12``; unique in the workspace.
        kind: the name of its workflow.
        agreement: the agreement's id.
        title: one line.
        about: what it is about, such as ``line:2025-10:fcr-credit`` or ``account:A-0012``; empty if only itself.
        stage: the stage of its workflow.
        side: the side that opened it.
        opened_by: who, by id; nobody if a rule did.
        opened_at: when, UTC.
        since: since when it is in its stage, UTC.
        due: by when the side whose turn it is has to move, UTC; None where no clock runs.
        says: what was said of it, the latest of each.
        approvals: what was said yes to in this stage.
        moves: how often it was moved; who moves it says which of these they saw.
    """

    id: str
    kind: str
    agreement: str
    title: str
    about: str = ""
    stage: str
    side: Side
    opened_by: str
    opened_at: datetime
    since: datetime
    due: datetime | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()
    moves: int = 0
