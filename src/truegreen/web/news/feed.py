"""A calendar for one person: meetings that the agreement names, and matters with a day by which they are due."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Event

from truegreen.governance.cadence import coming
from truegreen.governance.kinds import kinds
from truegreen.model.agreement import Agreement
from truegreen.model.people import Person
from truegreen.web.agreements.room import seated
from truegreen.web.happened import titled
from truegreen.web.models import EntryRow, MatterRow, Member
from truegreen.web.people.seen import matters_seen
from truegreen.web.people.speaking import spoken_to

MEETINGS: Final = 6
"""How many of each meeting are shown ahead."""


def new_feed(member: Member) -> str:
    """Make the secret part of a member's calendar address; only its digest is kept, and the one before ends."""
    made = secrets.token_urlsafe(24)
    Member.objects.filter(id=member.id).update(feed=digest(made))
    return made


def digest(feed: str) -> str:
    """Give what is kept of the secret part of an address."""
    return sha256(feed.encode()).hexdigest()


def calendar_of(member: Member, today: date) -> bytes:
    """Write a member's calendar as it stands today."""
    made = Calendar()
    for name, text in (("prodid", "-//Truegreen//Workspace//EN"), ("version", "2.0"), ("x-wr-calname", "Truegreen")):
        made.add(name, text)
    person, workspace = member.person(), _workspace()
    with spoken_to(member):
        for versions in seated(person):
            for each in (*_matters(person, versions.id, workspace), *_meetings(versions.on(today), today, workspace)):
                made.add_component(each)
    return bytes(made.to_ical())


def _matters(person: Person, agreement: str, workspace: str) -> Iterator[Event]:
    dated = MatterRow.objects.filter(agreement=agreement, due__isnull=False)
    for row in matters_seen(dated, person, agreement).order_by("due", "id"):
        if kinds()[row.kind].stage(row.stage).turn and row.due:
            link = reverse("matter", kwargs={"agreement": agreement, "matter": row.id})
            event = _event(f"{row.id}@{workspace}", titled(row.title), row.since, f"{settings.ADDRESS}{link}")
            event.add("sequence", row.moves)
            event.add("dtstart", row.due - timedelta(minutes=30))
            event.add("dtend", row.due)
            yield event


def _meetings(agreement: Agreement, today: date, workspace: str) -> Iterator[Event]:
    """Give the agreed meetings on the days that the page of meetings shows too; nobody needs what is daily."""
    link = f"{settings.ADDRESS}{reverse('governance', kwargs={'agreement': agreement.agreement})}"
    for each in coming(agreement, today, MEETINGS):
        for day in each.days if each.meeting.every != "day" else ():
            uid = f"{agreement.agreement}-{each.name}-{day}@{workspace}"
            event = _event(uid, each.name.replace("-", " ").capitalize(), datetime.combine(day, time(), UTC), link)
            event.add("dtstart", day)
            event.add("description", gettext("The agreement says how often; the day is counted from its first one."))
            yield event


def _event(uid: str, title: str, stamp: datetime, link: str) -> Event:
    event = Event()
    for name, value in (("uid", uid), ("summary", title), ("dtstamp", stamp), ("url", link)):
        event.add(name, value)
    return event


def _workspace() -> str:
    """Name the workspace so that no other has the same name, and so that it never changes: by its first entry."""
    first = EntryRow.objects.filter(number=1).values_list("digest", flat=True).first()
    return f"{(first or 'new')[:16]}.truegreen"
