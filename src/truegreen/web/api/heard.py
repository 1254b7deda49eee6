"""What customers said and what pilots came to, written down by programs as the pages do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from django.http import JsonResponse
from ninja import Schema
from pydantic import Field

from truegreen.files.pilot_records import canonical
from truegreen.governance.rights import Right
from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import Name, Record
from truegreen.web.api.problems import ProblemError
from truegreen.web.api.replaying import HEADER, before, once
from truegreen.web.doors import Asked
from truegreen.web.models import Head
from truegreen.web.pages.hear import added
from truegreen.web.pages.pilots import concluded_now, registered_now
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.pilots import Stands, pilot_of, pilots_of


class Hearing(Schema):
    """What a customer said."""

    account: Name
    kind: Name = Field(description="such as complaint or competitor named")
    on: date
    severity: Annotated[int, Field(ge=1, le=5)] | None = None
    by: Name = Field("", description="who heard it; a pseudonym is kept")


class Registering(Schema):
    """A draft as it was read."""

    digest: Name = Field(description="of the draft; pilots gives it")


def hear(asked: Asked, body: Hearing) -> JsonResponse:
    """Add what a customer said, as truegreen heard does; it counts with the next run, which is asked for."""
    said = body.model_dump(mode="json")
    found = before(asked, said)
    if found is not None:
        return found
    texts = {name: str(each) for name, each in said.items() if each is not None}
    key = asked.http.headers.get(HEADER, "")
    wrong = added(asked, {**texts, "once": f"hear:{key}" if key else ""})
    if wrong:
        raise ProblemError(422, " ".join(wrong.values()), problems=wrong)
    return once(asked, said, lambda: (201, {"account": body.account, "kind": body.kind, "on": body.on.isoformat()}))


def pilots(asked: Asked) -> JsonResponse:
    """List pilots: drafted, registered, running or concluded; with the digest of the text that counts."""
    return JsonResponse({"items": [_shown(each) for each in pilots_of(asked.of.agreement)]})


def register(asked: Asked, pilot: Name, body: Registering) -> JsonResponse:
    """Freeze a draft as it stands; 409 if its text is another by now."""
    found = _pilot(asked, pilot)
    if found.registered is None and body.digest != found.digest:
        raise ProblemError(409, "Its text is another by now; look at it again before you register it.")
    return _done(asked, body.model_dump(), pilot, lambda: registered_now(asked, pilot))


def conclude(asked: Asked, pilot: Name) -> JsonResponse:
    """Write down what a pilot came to, if its registered rule lets it end."""
    _pilot(asked, pilot)
    return _done(asked, {}, pilot, lambda: concluded_now(asked, pilot))


def _done(asked: Asked, said: object, pilot: str, do: Callable[[], Event | str]) -> JsonResponse:
    """Do it: the file and the entry stand together; or say what stands in the way."""

    def done() -> tuple[int, dict[str, Any]]:
        Head.objects.select_for_update().get(id=1)
        came = do()
        if isinstance(came, str):
            raise ProblemError(422, came, problems={"": came})
        written_down([came])
        return 200, _shown(_pilot(asked, pilot))

    return once(asked, said, done)


def _pilot(asked: Asked, name: str) -> Stands:
    found = pilot_of(asked.of.agreement, name)
    if found is None:
        raise ProblemError(404, "There is no such pilot.")
    return found


def _shown(of: Stands) -> dict[str, Any]:
    return {"name": of.name, "is_at": of.is_at, "title": of.pilot.title, "digest": of.digest, "owned": of.is_owned,
            "plan": canonical(of.pilot), "concluded": dict(of.concluded) if of.concluded else None}  # fmt: skip


CALLS: Final = (
    Call(name="hear", method="POST", path=f"{AGREEMENT}/heard", does=hear, needs=Right.HEAR, scope=Scope.WRITE,
         gives=Record, status=201, group="records",
         example={"account": "A-0001", "kind": "complaint", "on": "2025-11-03", "severity": 4}),
    Call(name="pilots", method="GET", path=f"{AGREEMENT}/pilots", does=pilots, needs=Right.SEE_VALUE, scope=Scope.READ,
         gives=Record),
    Call(name="register_pilot", method="POST", path=f"{AGREEMENT}/pilots/{{pilot}}/register", does=register,
         needs=Right.PILOT, scope=Scope.WRITE, gives=Record, conflicts=True, example={"digest": "9f86d081884c7d65…"}),
    Call(name="conclude_pilot", method="POST", path=f"{AGREEMENT}/pilots/{{pilot}}/conclude", does=conclude,
         needs=Right.PILOT, scope=Scope.WRITE, gives=Record),
)  # fmt: skip
