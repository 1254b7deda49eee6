"""Statements for programs: how each stands, the issued file as bytes, and yes, no and issue as the page has them."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from ninja import Schema
from pydantic import Field

from truegreen.governance.asking import Denied, denied
from truegreen.governance.moving import Outcome, Unready
from truegreen.governance.rights import Right
from truegreen.web.agreements import statements as acts
from truegreen.web.agreements.statements import START, Stands, issued_files, stands
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.matter_nouns import ApprovalShown, MatterWhole
from truegreen.web.api.matter_shown import approvals_shown, matter_whole, why
from truegreen.web.api.nouns import Name, Text
from truegreen.web.api.paging import Limit, Offset, next_of
from truegreen.web.api.problems import ProblemError, denied_problem, unready_problem
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.shelf import names

BYTES: Final = "application/octet-stream"
RIGHTS: Final = {"approve": Right.APPROVE, "issue": Right.ISSUE, "dispute": Right.DISPUTE}


class DisputeShown(Schema):
    """A line that is held to be wrong; its matter says the rest."""

    matter: str
    line: str
    stage: str
    amount: str


class StatementShown(Schema):
    """How a statement stands; what it says is the record statement/PERIOD."""

    period: str = Field(description="and after a slash its contract, where there are several")
    digest: str = Field(description="of what it says; send it with an approval")
    number: str
    due: str = Field(description="who owes, in words")
    total: dict[str, Any] = Field(description="number and unit; above nought where the client pays")
    matter: str = Field(description="in which both sides say what they say of it; empty while nobody has")
    stage: str = Field(description="open, approved or issued; empty while nobody has said anything")
    approvals: list[ApprovalShown]
    disputes: list[DisputeShown]
    file: str = Field(description="of the issued statement; empty while it is not issued")
    sha256: str = Field(description="of that file's bytes")
    denied: dict[str, str] = Field(description="why one may not approve, issue or dispute; empty where one may")


class Statements(Schema):
    """A page of statements, the latest first."""

    count: int
    items: list[StatementShown]
    next: str | None = Field(description="address of the next page")


class Approving(Schema):
    """A yes to one statement as it was read."""

    period: Name
    digest: Name


class Reopening(Schema):
    """An approval taken back."""

    period: Name
    why: Text


class Issuing(Schema):
    """Which statement is issued."""

    period: Name


def listed(asked: Asked, period: Name = "", limit: Limit = 50, offset: Offset = 0) -> Statements:
    """List how statements stand: approved by whom, disputed where, issued as which file; of one period, if named."""
    of = asked.of.agreement
    months = [each.removeprefix(START) for each in names(of, START)][::-1]
    wanted = [each for each in months if period in ("", each)]
    found, files = [stands(of, each) for each in wanted[offset : offset + limit]], issued_files(of)
    shown = [_shown(asked, each, files.get(each.month, "")) for each in found if each]
    return Statements(count=len(wanted), items=shown, next=next_of(asked.http, limit, offset, len(wanted)))


def file(asked: Asked, period: Name) -> HttpResponse:
    """Give the bytes of an issued statement's file, as truegreen settle --issue writes it; X-Sha256 is their digest."""
    place = issued_files(asked.of.agreement).get(period)
    if place is None:
        raise ProblemError(404, "This statement was not issued.")
    content = (settings.FOLDER / place).read_bytes()
    return HttpResponse(content, content_type=BYTES, headers={"X-Sha256": sha256(content).hexdigest()})


def approve(asked: Asked, body: Approving) -> JsonResponse:
    """Say yes to the statement with this digest; 409 if it says something else by now."""
    found = stands(asked.of.agreement, body.period)
    is_stale = found is not None and found.digest != body.digest
    return _done(asked, body, lambda: acts.approve(asked.person, asked.of, body.period, body.digest), is_stale=is_stale)


def reopen(asked: Asked, body: Reopening) -> JsonResponse:
    """Take an approval back, with a reason."""
    return _done(asked, body, lambda: acts.reopen(asked.person, asked.of, body.period, body.why))


def issue(asked: Asked, body: Issuing) -> JsonResponse:
    """Issue the statement that both sides approved; 409 while they have not, or where it comes out otherwise by now."""
    return _done(asked, body, lambda: acts.issue(asked.person, asked.of, body.period), is_stale=True)


def _done(asked: Asked, body: Schema, do: Callable[[], Outcome], *, is_stale: bool = False) -> JsonResponse:
    def done() -> tuple[int, dict[str, Any]]:
        outcome = do()
        if isinstance(outcome, Denied):
            raise denied_problem(outcome)
        if isinstance(outcome, Unready):
            raise unready_problem(outcome.problems, is_stale=is_stale)
        return 200, plain(matter_whole(outcome.matter, asked))

    return once(asked, body.model_dump(), done)


def _shown(asked: Asked, of: Stands, file: str) -> StatementShown:
    matter, content = of.matter, (settings.FOLDER / file).read_bytes() if file else b""
    return StatementShown(
        period=of.month, digest=of.digest, number=of.record["number"], due=of.record["due"], total=of.record["total"],
        matter=matter.id if matter else "", stage=matter.stage if matter else "", file=file,
        sha256=sha256(content).hexdigest() if file else "", approvals=approvals_shown(matter) if matter else [],
        disputes=[DisputeShown(matter=each.id, line=each.about.split(":")[2], stage=each.stage,
                               amount=each.says.get("amount", "")) for each in of.disputes],
        denied={name: why(denied(asked.person, right, asked.of.agreement)) for name, right in RIGHTS.items()},
    )  # fmt: skip


PLACE: Final = f"{AGREEMENT}/statements"
CALLS: Final = (
    Call(name="statements", method="GET", path=PLACE, does=listed, needs=Right.SEE_MONEY, scope=Scope.READ,
         gives=Statements),
    Call(name="statement_file", method="GET", path=f"{PLACE}/file", does=file, needs=Right.SEE_MONEY, scope=Scope.READ,
         gives=None, media=(BYTES,)),
    Call(name="approve_statement", method="POST", path=f"{PLACE}/approve", does=approve, needs=Right.APPROVE,
         scope=Scope.APPROVE, gives=MatterWhole, conflicts=True,
         example={"period": "2025-10", "digest": "9f86d081884c7d65…"}),
    Call(name="reopen_statement", method="POST", path=f"{PLACE}/reopen", does=reopen, needs=Right.APPROVE,
         scope=Scope.APPROVE, gives=MatterWhole, example={"period": "2025-10", "why": "A figure was corrected."}),
    Call(name="issue_statement", method="POST", path=f"{PLACE}/issue", does=issue, needs=Right.ISSUE,
         scope=Scope.ISSUE, gives=MatterWhole, conflicts=True, example={"period": "2025-10"}),
)  # fmt: skip
