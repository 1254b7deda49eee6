"""Single sign-on as this workspace asks for it: whoever a provider vouches for has to hold a token that it signed.

The library takes what came over TLS at its word. Here signature, issuer, audience, times and the nonce of this very
sign-in are checked as well, and nothing of an address decides what the provider is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, cast

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from requests import RequestException

LOG: Final = logging.getLogger("truegreen.signing")
SIGNED_BY: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Ways of signing that count: by a key of which only the other half is known to everybody."""
NEEDED: Final = ("iss", "sub", "aud", "exp", "iat")
LEEWAY: Final = 60
"""Seconds by which two clocks may differ."""


class NotVouchedError(OAuth2Error):  # type: ignore[misc]
    """What the provider gave does not hold; why, in words that hold nothing of it."""


class Asking(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Asks a provider, and believes only what it has signed for this sign-in."""

    verifier = ""

    def get_access_token_data(self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str = "") -> Any:
        """Give what the provider gives for a code."""
        self.verifier = pkce_code_verifier
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Give who signs in, as the signed token and what the provider tells of the same person have it.

        Raises:
            NotVouchedError: it is not signed, not for us, not for this sign-in, or of two people.
        """
        signed = self._claims(app, str(kwargs["response"].get("id_token", "")))
        told = self._fetch_user_info(token.token)
        if told.get("sub") != signed["sub"]:
            raise NotVouchedError("two people in one answer")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": _vouched({**signed, **told})})

    def _claims(self, app: Any, signed: str) -> Mapping[str, Any]:
        try:
            with get_adapter().get_requests_session() as session:
                keys = jwt.PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json())
            key = _key_of(keys, jwt.get_unverified_header(signed).get("kid"))
            found: dict[str, Any] = jwt.decode(
                signed, key, list(SIGNED_BY), audience=app.client_id, issuer=self.openid_config["issuer"],
                leeway=LEEWAY, options={"require": list(NEEDED)},
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError, KeyError) as wrong:
            raise NotVouchedError("a token that does not hold") from wrong
        if found.get("azp", app.client_id) != app.client_id:
            raise NotVouchedError("a token that is somebody else's")
        if not self.verifier or not constant_time_compare(str(found.get("nonce")), nonce_of(self.verifier)):
            raise NotVouchedError("a token of another sign-in")
        return found


class Trusted(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the environment; what it is asked is decided here, not by what stands in an address."""

    oauth2_adapter_class = Asking

    def get_pkce_params(self) -> dict[str, str]:
        """Give what binds the answer to this sign-in: a challenge, and a nonce made of the same secret."""
        made: dict[str, str] = super().get_pkce_params()
        return {**made, "nonce": nonce_of(made["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Give nothing: an address could lead the answer elsewhere."""
        return {}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Give the usual scopes."""
        return list(self.get_scope())


def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider; where it does not answer, say so."""
    return _asked(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Let somebody in whom the provider vouches for."""
    return _asked(OAuth2CallbackView, request, provider_id)


def nonce_of(verifier: str) -> str:
    """Give the nonce of a sign-in, from the secret that its session keeps."""
    return sha256(f"nonce {verifier}".encode()).hexdigest()


def turned_away(request: HttpRequest) -> ImmediateHttpResponse:
    """Give the way back to signing in, with nothing of what was wrong; the log has it."""
    return ImmediateHttpResponse(_back(request))


def _asked(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        return cast("HttpResponseBase", view.adapter_view(Asking(request, provider_id))(request))
    except SocialApp.DoesNotExist as wrong:
        raise Http404 from wrong
    except (RequestException, ValueError, KeyError) as wrong:
        LOG.warning("the provider of single sign-on does not answer as it should (%s)", type(wrong).__name__)
        return _back(request)


def _back(request: HttpRequest) -> HttpResponseBase:
    messages.error(request, gettext("Signing in there did not work. Try again, or sign in with a password."))
    return redirect("account_login")


def _vouched(told: dict[str, Any]) -> dict[str, Any]:
    """Say of an address that it is verified only where the provider does; some write it as a word."""
    return {**told, "email_verified": told.get("email_verified") in (True, "true")}


def _key_of(keys: jwt.PyJWKSet, name: str | None) -> jwt.PyJWK:
    found = [each for each in keys.keys if name is None or each.key_id == name]
    if len(found) != 1:
        raise ValueError("none of its keys")
    return found[0]
