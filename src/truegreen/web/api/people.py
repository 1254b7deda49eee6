"""Who has which post, and what each of them should hear of."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from truegreen.governance.rights import Right
from truegreen.model.people import EVERY
from truegreen.web.acts.journal import entry_of
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.journal import entry_shown
from truegreen.web.api.nouns import Notices, NoticeShown, PersonShown, Reading, Record
from truegreen.web.api.paging import Before, Limit, before_of
from truegreen.web.api.problems import ProblemError
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked, Open
from truegreen.web.models import EntryRow, Member, Notice, SeatRow
from truegreen.web.news.feed import calendar_of
from truegreen.web.people.tokens import Scope


def people(asked: Asked) -> list[PersonShown]:
    """List who sits for the agreement, at which post, and how they sign in."""
    rows = SeatRow.objects.filter(
        agreement__in=(asked.of.agreement, EVERY), ended_at__isnull=True, member__is_active=True
    ).select_related("member").prefetch_related("member__authenticator_set").order_by("member__name", "pk")  # fmt: skip
    return [
        PersonShown(
            id=each.member.key,
            name=each.member.name,
            side=each.side,
            post=each.post,
            since=each.began_at,
            everywhere=each.agreement == EVERY,
            last_signed_in=each.member.last_login,
            is_sure=each.member.is_sure(),
        )
        for each in rows
    ]


def person(asked: Asked, person: str) -> JsonResponse:
    """Give one person: their posts of today, and what was done about them."""
    posts = [each for each in people(asked) if each.id == person]
    if not posts:
        raise ProblemError(404, "There is no such person here.")
    done = EntryRow.objects.filter(about=f"person:{person}", agreement__in=(asked.of.agreement, ""))
    return JsonResponse({
        "id": person, "name": posts[0].name, "posts": [plain(each) for each in posts],
        "history": [plain(entry_shown(entry_of(each))) for each in done.order_by("number")],
    })  # fmt: skip


def notices(asked: Asked, before: Before = 0, limit: Limit = 100) -> Notices:
    """Give what you should hear of, the latest first."""
    rows = Notice.objects.filter(member__key=asked.person.id).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    shown = [
        NoticeShown(id=each.pk, agreement=each.agreement, about=each.about, says=each.says, at=each.made_at,
                    read_at=each.read_at) for each in found[:limit]
    ]  # fmt: skip
    more = before_of(asked.http, shown[-1].id, is_more=len(found) > limit) if shown else None
    return Notices(items=shown, next=more)


def read(asked: Asked, body: Reading) -> JsonResponse:
    """Mark notices as read, up to the latest that you have seen; what came since stays unread."""

    def do() -> tuple[int, dict[str, Any]]:
        Notice.objects.filter(member__key=asked.person.id, read_at__isnull=True, pk__lte=body.latest).update(
            read_at=timezone.now()
        )
        return 200, plain(notices(asked))

    return once(asked, body.model_dump(), do)


def calendar(asked: Asked) -> HttpResponse:
    """Give your calendar, as your own calendar address does."""
    text = calendar_of(Member.objects.get(key=asked.person.id), timezone.localdate())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


CALLS: Final = (
    Call(name="people", method="GET", path=f"{AGREEMENT}/people", does=people, needs=Right.SEE_PEOPLE,
         scope=Scope.READ, gives=list[PersonShown]),
    Call(name="person", method="GET", path=f"{AGREEMENT}/people/{{person}}", does=person, needs=Right.SEE_PEOPLE,
         scope=Scope.READ, gives=Record),
    Call(name="notices", method="GET", path="notices", does=notices, needs=Open.MEMBER, scope=Scope.READ,
         gives=Notices),
    Call(name="notices_read", method="POST", path="notices/read", does=read, needs=Open.MEMBER, scope=Scope.WRITE,
         gives=Notices, example={"latest": 12}),
    Call(name="calendar", method="GET", path="calendar", does=calendar, needs=Open.MEMBER, scope=Scope.CALENDAR,
         gives=None, media=("text/calendar",)),
)  # fmt: skip
