"""Who may do what, and why: any decision explained, and the whole table of posts and rights behind all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone

from truegreen.governance.explaining import Decision, decision
from truegreen.governance.rights import BY_SECOND_FACTOR, HELD_BY, Right
from truegreen.model.agreement import Agreement
from truegreen.model.people import EVERY, Person, Post
from truegreen.web import words
from truegreen.web.agreements.room import agreements
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.models import Member
from truegreen.web.rendering import page
from truegreen.web.shown.alike import piece

RIGHTS: Final = tuple(Right)
TABLE: Final[dict[str, Any]] = {
    "posts": tuple(Post),
    "rights": RIGHTS,
    "held_by": HELD_BY,
    "by_factor": BY_SECOND_FACTOR,
}


def permissions(asked: Asked) -> HttpResponse:
    """Explain a decision of this agreement."""
    return _shown(asked, asked.of, {asked.of.agreement: asked.of})


def all_permissions(asked: Asked) -> HttpResponse:
    """Explain a decision of any agreement, to who looks after the workspace."""
    today = timezone.localdate()
    rooms = {name: each.on(today) for name, each in sorted(agreements().items())}
    wanted = asked.http.GET.get("agreement", "")
    return _shown(asked, rooms.get(wanted) or next(iter(rooms.values()), None), rooms)


def _shown(asked: Asked, of: Agreement | None, rooms: Mapping[str, Agreement]) -> HttpResponse:
    people = people_here(of.agreement) if of else {}
    whom = people.get(asked.http.GET.get("person", ""))
    right = next((each for each in Right if each.name == asked.http.GET.get("right")), None)
    found = _explained(whom, right, of, people)
    name_of = partial(words.side_name, agreement=of) if of else None
    return page(asked, "permissions.html", people=people, whom=whom, right=right, found=found, of=of, rooms=rooms,
                name_of=name_of, rights=RIGHTS, table=piece(asked, "rights_table.html", **TABLE))  # fmt: skip


def _explained(whom: Person | None, right: Right | None, of: Agreement | None,
               people: Mapping[str, Person]) -> Decision | None:  # fmt: skip
    return decision(whom, right, of.agreement, people.values()) if whom and right and of else None


def people_here(agreement: str) -> dict[str, Person]:
    """Give everybody who sits for an agreement, by key."""
    rows = Member.objects.filter(
        is_active=True, seats__agreement__in=(agreement, EVERY), seats__ended_at__isnull=True
    ).prefetch_related("seats", "authenticator_set").order_by("name").distinct()  # fmt: skip
    return {each.key: each.person() for each in rows}


DOORS: Final = (
    Door(name="permissions", path="a/<str:agreement>/rights", view=permissions, needs=Right.SEE_PEOPLE),
    Door(name="owner-permissions", path="owner/rights", view=all_permissions, needs=Open.OWNER),
)
