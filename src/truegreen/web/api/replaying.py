"""A write of the API is done once: sent again with the same ``Idempotency-Key``, it gives the answer that it gave."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import JsonResponse
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from truegreen.web.acts.once import done_before, remember
from truegreen.web.api.problems import MEDIA, ProblemError
from truegreen.web.doors import Asked

HEADER: Final = "Idempotency-Key"
REPLAY: Final = "Idempotent-Replay"
_LONGEST: Final = 100


def once(asked: Asked, said: object, do: Callable[[], tuple[int, dict[str, Any]]]) -> JsonResponse:
    """Do a write in one transaction with what is kept of it, or answer as it was answered.

    Two that come at once have one effect: the later one finds what the first one did, or is undone and finds it then.

    Args:
        asked: what was asked.
        said: all that the write depends on, besides its address.
        do: does it, and gives status and answer; a problem that it raises undoes all of it.

    Raises:
        ProblemError: it cannot be done, or the key was used for something else.
    """
    try:
        return _once(asked, said, do)
    except IntegrityError:
        found = before(asked, said)
        if found is None:
            raise
        return found


def plain(of: BaseModel) -> dict[str, Any]:
    """Give a noun as it is kept and sent: written as reading it would be."""
    told: dict[str, Any] = json.loads(json.dumps(of.model_dump(), cls=NinjaJSONEncoder))
    return told


def before(asked: Asked, said: object) -> JsonResponse | None:
    """Give what a write with this key was answered before; None if there was none.

    Raises:
        ProblemError: the key was used for something else, or is too long.
    """
    key = _key(asked)
    with transaction.atomic():
        found = done_before(asked.person.id, key, _all(asked, said))
    if found is None:
        return None
    if not found.is_same:
        raise ProblemError(422, f"This {HEADER} was used for something else; take a new one.",
                           problems={HEADER: "It was used for something else."})  # fmt: skip
    return _answer(found.status, dict(found.answer), replay=True)


def _once(asked: Asked, said: object, do: Callable[[], tuple[int, dict[str, Any]]]) -> JsonResponse:
    with transaction.atomic():
        found = before(asked, said)
        if found is not None:
            return found
        status, answer = do()
        remember(asked.person.id, _key(asked), _all(asked, said), status, answer)
    return _answer(status, answer, replay=False)


def _all(asked: Asked, said: object) -> list[object]:
    return [asked.http.method, asked.http.path, said]


def _key(asked: Asked) -> str:
    key = asked.http.headers.get(HEADER, "")
    if len(key) > _LONGEST:
        raise ProblemError(422, f"{HEADER} is longer than {_LONGEST} characters.",
                           problems={HEADER: f"Take one of up to {_LONGEST} characters."})  # fmt: skip
    return f"api:{key}" if key else ""


def _answer(status: int, answer: dict[str, Any], *, replay: bool) -> JsonResponse:
    headers = {REPLAY: "true"} if replay else {}
    return JsonResponse(
        answer, status=status, headers=headers, content_type=MEDIA if status >= 400 else "application/json"
    )
