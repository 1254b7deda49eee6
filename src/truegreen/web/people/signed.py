"""What happens at sign-in goes into the log: who and what, never a password, a code or a link.

A second factor that is new, or gone, ends every other session: what was signed in with less does not become more.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from truegreen.web.models import Member
from truegreen.web.people.limits import address_of

LOG: Final = logging.getLogger("truegreen.signing")
SAID: Final = {
    account.user_logged_in: "signed in", account.user_logged_out: "signed out",
    account.password_changed: "changed their password", account.password_reset: "chose a new password",
    factors.authenticator_added: "set up a second factor", factors.authenticator_removed: "gave up a second factor",
    factors.authenticator_reset: "made new recovery codes", factors.authentication_failed: "gave a wrong code",
}  # fmt: skip
"""What each signal says of a member."""


@receiver([*SAID])
def happened(signal: Any, user: Member | None, **more: Any) -> None:
    """Write down who did it."""
    LOG.info("%s %s", user.key if user else "nobody", SAID[signal])


@receiver(user_login_failed)
def failed(request: HttpRequest | None, **more: Any) -> None:
    """Write down that somebody did not come in, and from where; not as whom, for that may be a password."""
    LOG.warning("a sign-in failed, from %s", address_of(request) if request else "?")


@receiver([factors.authenticator_added, factors.authenticator_removed])
def ended(request: HttpRequest, user: Member, **more: Any) -> None:
    """End the other sessions of somebody whose second factor is another one now."""
    end_sessions(user, but=request.session.session_key or "")


def end_sessions(member: Member, but: str = "") -> int:
    """End the sessions of somebody, all but one where that is named, and say how many there were."""
    found = list(UserSession.objects.filter(user=member).exclude(session_key=but))
    for each in found:
        each.end()
    return len(found)
