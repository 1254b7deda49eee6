"""Let somebody in again who lost their second factor, from the machine itself, where nobody else can."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.models import Member
from truegreen.web.pages.welcome import link_for
from truegreen.web.people.known import MACHINE
from truegreen.web.people.signed import end_sessions


def let_in_again(email: str) -> str:
    """Take a member's second factor away, end their sessions, and give a link for a new password; empty for nobody."""
    with transaction.atomic():
        member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
        if member is None:
            return ""
        Authenticator.objects.filter(user=member).delete()
        end_sessions(member)
        written_down([
            Event(at=timezone.now(), actor=MACHINE, side="", name="truegreen.factor.taken",
                  about=f"person:{member.key}", says="Second factor taken away.", before={"factor": "yes"}),
            Event(at=timezone.now(), actor=MACHINE, side="", name="truegreen.link.made", about=f"person:{member.key}",
                  says="A new link: shown to who made it.", after={"link": "shown to who made it"}),
        ])  # fmt: skip
        return link_for(member, settings.ADDRESS)
