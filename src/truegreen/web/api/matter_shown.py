"""A matter as programs see it: what its page shows, and the moves that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from truegreen.governance.asking import Denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import moves_for
from truegreen.governance.workflow import Ask
from truegreen.model.matter import Matter
from truegreen.web import words
from truegreen.web.api.matter_nouns import ApprovalShown, AskShown, MatterShown, MatterWhole, MoveShown
from truegreen.web.doors import Asked
from truegreen.web.pages.matter import text_of


def matter_shown(of: Matter, asked: Asked) -> MatterShown:
    """Give a matter as a list shows it."""
    return MatterShown(**_fields(of, asked))


def matter_whole(of: Matter, asked: Asked) -> MatterWhole:
    """Give a matter with the moves that lead on, and why one may not make them."""
    leading = [
        MoveShown(name=each.name, title=each.title, asks=asks_shown(each.asks), denied=why(no))
        for each, no in moves_for(kinds()[of.kind], of, asked.person)
    ]
    return MatterWhole(**_fields(of, asked), leading=leading)


def _fields(of: Matter, asked: Asked) -> dict[str, Any]:
    stage = kinds()[of.kind].stage(of.stage)
    return {
        "id": of.id, "kind": of.kind, "title": of.title, "about": of.about, "stage": of.stage,
        "stage_title": stage.title, "side": str(of.side), "turn": words.turn(of, stage, asked.of),
        "opened_by": of.opened_by, "opened_at": of.opened_at, "since": of.since, "due": of.due,
        "is_late": is_late(of), "says": dict(of.says), "approvals": approvals_shown(of), "moves": of.moves,
        "digest": text_of(of),
    }  # fmt: skip


def approvals_shown(of: Matter) -> list[ApprovalShown]:
    """Give who has said yes so far."""
    return [ApprovalShown(move=each.move, side=str(each.side), by=each.by, at=each.at) for each in of.approvals]


def asks_shown(of: Sequence[Ask]) -> list[AskShown]:
    """Give what is asked for."""
    return [AskShown(name=each.name, title=each.title, shape=str(each.shape), is_required=each.is_required,
                     choices=list(each.choices)) for each in of]  # fmt: skip


def why(no: Denied | None) -> str:
    """Say a no; nothing where there is none."""
    return str(no) if no else ""


def is_late(of: Matter) -> bool:
    """Say whether its time is up."""
    return bool(of.due and of.due < timezone.now())
