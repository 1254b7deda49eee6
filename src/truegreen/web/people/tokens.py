"""Tokens: what programs sign in with. Only the SHA-256 is kept, so a token is shown once and can never be shown again.

A token acts as the member who made it, with no more than their rights today, and only as far as its scopes reach. So
everybody may make one, unless the organisation forbids tokens: then nobody makes any, and those there are do nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from truegreen.governance.asking import Denied
from truegreen.governance.saying import sentence
from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.models import Member, Token

PREFIX: Final = "tg_"
"""What every token starts with, so that scanners for secrets know one where they see it."""
LONGEST: Final = timedelta(days=365)
_START: Final = 8
_USED: Final = timedelta(minutes=1)


class Scope(StrEnum):
    """How far a token reaches."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"
    ISSUE = "issue"
    UPLOAD = "upload"
    CALENDAR = "calendar"

    @property
    def words(self) -> str:
        """Say what it allows, in words."""
        return {
            Scope.READ: gettext_noop("read what you may see"),
            Scope.WRITE: gettext_noop("open and move matters, and ask for runs"),
            Scope.APPROVE: gettext_noop("approve a statement"),
            Scope.ISSUE: gettext_noop("issue a statement"),
            Scope.UPLOAD: gettext_noop("upload records"),
            Scope.CALENDAR: gettext_noop("read your calendar"),
        }[self]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of a new token, as they wrote it."""

    name: str
    scopes: Collection[str]
    until: str

    def problems(self, today: date) -> Mapping[str, str]:
        """Say what is wrong with it and what to do, by field."""
        found = {"name": self._name(), "scopes": self._scopes(), "until": self._until(today)}
        return {field: says for field, says in found.items() if says}

    def _name(self) -> str:
        if not self.name.strip():
            return gettext("Say which program it is for.")
        if len(self.name) > 80 or any(ord(each) < 32 for each in self.name):
            return gettext("Give it a name of one line, up to 80 characters.")
        return ""

    def _scopes(self) -> str:
        return "" if self.scopes and {*self.scopes} <= {*Scope} else gettext("Say what the program may do.")

    def _until(self, today: date) -> str:
        try:
            until = date.fromisoformat(self.until)
        except ValueError:
            return gettext("Say until which day it holds, like 2026-03-31.")
        return "" if today < until <= today + LONGEST else gettext("A token holds for 1 to %d days.") % LONGEST.days


def forbidden() -> Denied | None:
    """Say that this workspace takes no tokens; None where it does."""
    return None if settings.TOKENS else Denied(sentence("Whoever runs this workspace forbids tokens for programs."))


def make_token(member: Member, wanted: Wanted, now: datetime, agreement: str) -> str:
    """Make a token that holds until the end of a day, UTC, write it down, and give what is shown once.

    Raises:
        ValueError: something is wrong with what is wanted.
    """
    if wanted.problems(now.date()):
        raise ValueError("; ".join(wanted.problems(now.date()).values()))
    text = PREFIX + secrets.token_urlsafe(32)
    until = datetime.combine(date.fromisoformat(wanted.until) + timedelta(days=1), datetime.min.time(), now.tzinfo)
    scopes = [str(each) for each in Scope if each in wanted.scopes]
    with transaction.atomic():
        row = Token.objects.create(
            member=member, name=wanted.name.strip(), digest=digest_of(text), start=text[:_START], scopes=scopes,
            expires_at=min(until, now + LONGEST),
        )  # fmt: skip
        told = {"name": row.name, "scopes": ", ".join(scopes), "until": wanted.until}
        written_down([_event(row, "made", now, agreement, told)])
    return text


def end_token(row: Token, now: datetime, agreement: str) -> None:
    """End a token from now on and write it down; one that has ended stays as it is."""
    with transaction.atomic():
        if Token.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=now):
            written_down([_event(row, "ended", now, agreement, {"ended": now.isoformat()})])


def holder(text: str, now: datetime) -> Token | None:
    """Give the token that a text is, with its member; None if it is none, has ended, or its member may not sign in."""
    digest, found = digest_of(text), None
    for row in Token.objects.filter(start=text[:_START]).select_related("member"):
        if secrets.compare_digest(row.digest, digest):
            found = row
    if found is None or found.ended_at or found.expires_at <= now or not found.member.is_active:
        return None
    if found.used_at is None or now - found.used_at >= _USED:
        Token.objects.filter(pk=found.pk).update(used_at=now)
    return found


def digest_of(text: str) -> str:
    """Give what is kept of a token."""
    return sha256(text.encode(errors="replace")).hexdigest()


def _event(row: Token, done: str, now: datetime, agreement: str, told: Mapping[str, str]) -> Event:
    person = row.member.person()
    return Event(
        at=now, actor=person.id, side=str(person.side_in(agreement) or ""), name=f"truegreen.token.{done}",
        agreement=agreement, about=f"token:{row.start}", says=f"{row.name}: a token was {done}.", after=told,
    )  # fmt: skip
