"""Which provider of single sign-on the workspace trusts, from the environment; none if nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

APP: Final = "allauth.socialaccount.providers.openid_connect"


def origins(said: Mapping[str, str]) -> list[str]:
    """Give where the form may lead that begins single sign-on; nowhere else if nothing is said.

    >>> origins({"TRUEGREEN_OIDC_URL": "https://login.example.org/realms/acme"})
    ['https://login.example.org']
    """
    url = urlsplit(said.get("TRUEGREEN_OIDC_URL", ""))
    return [f"{url.scheme}://{url.netloc}"] if url.netloc else []


def providers(said: Mapping[str, str]) -> dict[str, Any]:
    """Give what allauth wants to know of the provider.

    Args:
        said: with TRUEGREEN_OIDC_URL, its address, below which ``.well-known/openid-configuration`` lies;
            TRUEGREEN_OIDC_CLIENT and TRUEGREEN_OIDC_SECRET, by which it knows this workspace; and TRUEGREEN_OIDC_NAME,
            as the button calls it.

    Raises:
        ValueError: something of it is missing, or the address is not https.
    """
    url = said.get("TRUEGREEN_OIDC_URL", "")
    if not url:
        return {}
    missing = [name for name in ("TRUEGREEN_OIDC_CLIENT", "TRUEGREEN_OIDC_SECRET") if not said.get(name)]
    if missing:
        raise ValueError(f"TRUEGREEN_OIDC_URL is set, but {' and '.join(missing)} not")
    if not url.startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
        raise ValueError(f"TRUEGREEN_OIDC_URL is {url}; who signs people in is asked by https only")
    one = {
        "provider_id": "company", "name": said.get("TRUEGREEN_OIDC_NAME") or "single sign-on",
        "client_id": said["TRUEGREEN_OIDC_CLIENT"], "secret": said["TRUEGREEN_OIDC_SECRET"],
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }  # fmt: skip
    return {"openid_connect": {"APPS": [one], "OAUTH_PKCE_ENABLED": True}}
