"""A write is done once: sent again with the same key, it gives the answer that it gave, and does nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from truegreen.web.models import Head, Once


@dataclass(frozen=True, slots=True)
class Answered:
    """What a write gave before."""

    status: int
    answer: Mapping[str, Any]
    is_same: bool


def done_before(actor: str, key: str, asked: object) -> Answered | None:
    """Give what a write gave that was done before; None if it was not. Call it in the transaction of the write.

    The same one that arrives at this moment is waited for: whoever has a key holds the journal's end until it is done.
    """
    if not key:
        return None
    Head.objects.select_for_update().get(id=1)
    found = Once.objects.filter(actor=actor, key=key).first()
    return Answered(found.status, found.answer, found.asked == _digest(asked)) if found else None


def remember(actor: str, key: str, asked: object, status: int, answer: Mapping[str, Any]) -> None:
    """Keep what a write gave; two that run at once cannot both keep theirs, and the second is undone."""
    if key:
        Once.objects.create(actor=actor, key=key, asked=_digest(asked), status=status, answer=dict(answer))


def _digest(asked: object) -> str:
    return sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
