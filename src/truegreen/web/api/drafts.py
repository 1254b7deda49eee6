"""Measures that one side keeps a draft until a day: which; and making or ending one, as the page does."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from django.http import JsonResponse
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from truegreen.governance.rights import Right
from truegreen.model.draft import Draft as Wanted
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import Drafts, DraftShown, Name, Text
from truegreen.web.api.problems import ProblemError
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked
from truegreen.web.models import Draft
from truegreen.web.pages.drafts import keep, show, side_of
from truegreen.web.people.tokens import Scope


class Keeping(Schema):
    """A measure that is to be a draft."""

    measure: Name
    until: date = Field(description="the last day on which only one's own side sees it; at most 92 days from today")
    because: Text = Field(description="why it is not ready; the other side reads it")


def drafts(asked: Asked) -> Drafts:
    """List measures that are drafts today: which, for which side, until when, and why."""
    rows = Draft.objects.filter(agreement=asked.of.agreement, ended_at__isnull=True, until__gte=timezone.localdate())
    return Drafts(items=[
        DraftShown(id=each.pk, measure=each.measure, side=each.side, until=each.until, because=each.because)
        for each in rows.order_by("until", "measure")
    ])  # fmt: skip


def keep_draft(asked: Asked, body: Keeping) -> JsonResponse:
    """Keep a measure a draft of your side; not one that pays, or that customers live through."""

    def do() -> tuple[int, dict[str, Any]]:
        problem = keep(asked, Wanted(body.measure, side_of(asked), body.until, body.because))
        if problem:
            raise ProblemError(422, problem, problems={"": problem})
        return 201, plain(drafts(asked))

    return once(asked, body.model_dump(mode="json"), do)


def end_draft(asked: Asked, draft: Annotated[int, Field(ge=0, le=2**62)]) -> JsonResponse:
    """Show a draft of your side to the other side now."""

    def do() -> tuple[int, dict[str, Any]]:
        if not show(asked, draft):
            raise ProblemError(404, "There is no such draft of your side.")
        return 200, plain(drafts(asked))

    return once(asked, {}, do)


PLACE: Final = f"{AGREEMENT}/drafts"
CALLS: Final = (
    Call(name="drafts", method="GET", path=PLACE, does=drafts, needs=Right.SEE, scope=Scope.READ, gives=Drafts),
    Call(name="keep_draft", method="POST", path=PLACE, does=keep_draft, needs=Right.DRAFT, scope=Scope.WRITE,
         gives=Drafts, status=201,
         example={"measure": "documents-reopened", "until": "2026-01-31", "because": "The count is being checked."}),
    Call(name="end_draft", method="POST", path=f"{PLACE}/{{draft}}/end", does=end_draft, needs=Right.DRAFT,
         scope=Scope.WRITE, gives=Drafts),
)  # fmt: skip
