"""How people come in: by invitation only, with a second factor where it counts, and not after they were let go."""

from __future__ import annotations

import base64
import logging
from contextlib import nullcontext
from hashlib import sha256
from smtplib import SMTPException
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from truegreen.web.models import Member
from truegreen.web.people.speaking import spoken_to
from truegreen.web.people.vouching import NotVouchedError, Trusted, turned_away

LOG: Final = logging.getLogger("truegreen.signing")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in as it is, signing up not at all."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: people are invited."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the link in an e-mail; its beginning is never taken from who asks for it."""
        named = {"uidb36": key.partition("-")[0], "key": key.partition("-")[2]}
        return f"{settings.ADDRESS}{reverse('account_reset_password_from_key', kwargs=named)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where the mail server is away, the page goes on, and the log says so."""
        member = Member.objects.filter(email=email.lower()).first()
        try:
            with spoken_to(member) if member and member.language else nullcontext():
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            LOG.exception("a mail was not sent")


class Outside(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on for those who were invited, found by the address that their provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say no: who was not invited stays outside, whoever vouches for them."""
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Trusted:
        """Give the provider, asked as this workspace asks."""
        return Trusted(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Lead somebody back for whom signing in there did not work, unless they gave up themselves.

        Raises:
            ImmediateHttpResponse: the way back.
        """
        wrong = more.get("exception")
        why = str(wrong) if isinstance(wrong, NotVouchedError) else type(wrong).__name__
        LOG.warning("single sign-on did not let somebody in: %s", why)
        if more.get("error") != AuthError.CANCELLED:
            raise turned_away(request)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Lead somebody back whom nobody invited, or whose address the provider has not verified.

        Raises:
            ImmediateHttpResponse: they do not come in.
        """
        if sociallogin.is_existing and sociallogin.user.is_active:
            return
        messages.error(request, gettext("Nobody with this address was invited. Ask the workspace’s people to do so."))
        raise ImmediateHttpResponse(redirect("account_login"))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, kept so that a copy of the database alone gives nobody a code."""

    def encrypt(self, text: str) -> str:
        """Give what is kept instead of a secret."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give the secret back."""
        return _lock().decrypt(encrypted_text.encode()).decode()


def must_be_recent(request: HttpRequest) -> None:
    """Have somebody show again that it is them, before what cannot be undone by who finds their screen open.

    Raises:
        ReauthenticationRequired: they have not within ten minutes; allauth asks them, and goes on where they were.
    """
    raise_if_reauthentication_required(request, app="truegreen")


def told(request: HttpRequest) -> dict[str, bool]:
    """Give what pages of signing in say of the workspace."""
    return {"is_demo": not settings.SECOND_FACTOR, "sends_mail": bool(settings.EMAIL_HOST)}


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()))
