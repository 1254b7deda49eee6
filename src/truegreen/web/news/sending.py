"""E-mail: what concerns somebody, as plain text with a link; nothing of a matter beyond its title."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.web.happened import happened
from truegreen.web.models import Member, Notice
from truegreen.web.people.speaking import spoken_to

HOUR: Final = 6
"""The hour, UTC, from which on digests go out; weekly ones on Mondays."""


def mail(notices: Sequence[Notice]) -> None:
    """Send one e-mail of notices of one member, and note that they were sent.

    Raises:
        OSError: the mail server cannot be reached, or does not take it (``smtplib.SMTPException`` is one).
    """
    member = notices[0].member
    with spoken_to(member):
        subject = happened(notices[0].says) if len(notices) == 1 else _headline(len(notices))
        body = _text(notices)
    EmailMessage(
        subject=f"[Truegreen] {' '.join(subject.split())}"[:200], body=body, to=[member.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()  # fmt: skip
    Notice.objects.filter(id__in=[each.id for each in notices]).update(sent_at=timezone.now())


def waiting_for(member: Member, now: datetime) -> list[Notice]:
    """Give what a digest has to tell somebody now: what they have neither read nor got, up to when it was last due."""
    found = Notice.objects.filter(
        member=member, read_at__isnull=True, sent_at__isnull=True, made_at__lt=_due(member, now)
    )
    return list(found.select_related("member").order_by("id")[:200])


def link(notice: Notice) -> str:
    """Give the address of what a notice is about."""
    path = reverse("matter", kwargs={"agreement": notice.agreement, "matter": notice.about})
    return f"{settings.ADDRESS}{path}"


def _due(member: Member, now: datetime) -> datetime:
    """Give the last moment at which a digest of theirs was due."""
    today = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    last = today if now >= today else today - timedelta(days=1)
    return last - timedelta(days=last.weekday()) if member.mail == "weekly" else last


def _headline(many: int) -> str:
    return ngettext("%d thing concerns you", "%d things concern you", many) % many


def _text(notices: Sequence[Notice]) -> str:
    told = "\n\n".join(f"{' '.join(happened(each.says).split())}\n{link(each)}" for each in notices)
    how = gettext("How you hear of things, and how often:")
    return f"{told}\n\n--\n{how}\n{settings.ADDRESS}{reverse('hearing')}\n"
