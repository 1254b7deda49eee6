"""The agreements that somebody sits for, with what waits for their side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import denied
from truegreen.governance.kinds import kinds
from truegreen.governance.seeing import right_to_see
from truegreen.model.agreement import Agreement, Side
from truegreen.model.people import Person
from truegreen.web.agreements.room import agreements, seated
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.models import MatterRow
from truegreen.web.rendering import page


@dataclass(frozen=True, slots=True)
class Room:
    """An agreement as a row: who one is there, and how many matters wait for one's side."""

    agreement: Agreement
    posts: str
    waiting: int


def home(asked: Asked) -> HttpResponse:
    """Show all of them."""
    today, waiting = timezone.localdate(), _waiting(asked.person)
    rooms = [
        Room(each.on(today), ", ".join(gettext(seat.post.words) for seat in asked.person.at(each.id)), waiting[each.id])
        for each in seated(asked.person)
    ]
    return page(asked, "home.html", rooms=rooms)


def _waiting(person: Person) -> dict[str, int]:
    """Count matters whose turn it is for the person's side, by agreement."""
    found, own = defaultdict[str, int](int), [name for name in agreements() if any(person.at(name))]
    alike = ("agreement", "kind", "stage", "side", "about")
    rows = MatterRow.objects.filter(due__isnull=False, agreement__in=own).values_list(*alike, Count("pk"))
    for agreement, kind, stage, side, about, many in rows:
        turn = kinds()[kind].stage(stage).turn
        is_own = turn is not None and turn.side(Side(side)) in (None, person.side_in(agreement))
        if is_own and denied(person, right_to_see(kind, about), agreement) is None:
            found[agreement] += many
    return found


DOORS: Final = (Door(name="home", path="", view=home, needs=Open.MEMBER),)
