"""The page of signing in: variables that are read, addresses that are there, rights that take a second factor."""

from __future__ import annotations

import re

from tests.docs.blocks import DOCS
from truegreen.governance.rights import BY_SECOND_FACTOR
from truegreen.web.people import single_sign_on
from truegreen.web.people.account_urls import SINGLE_SIGN_ON
from truegreen.web.people.single_sign_on import providers

PAGE = (DOCS / "signing-in.md").read_text("utf-8")


def test_the_variables_are_those_that_are_read() -> None:
    told = re.findall(r"^\| `(TRUEGREEN_OIDC_\w+)`", PAGE, re.MULTILINE)
    read = re.findall(r"TRUEGREEN_OIDC_[A-Z]+", (single_sign_on.__doc__ or "") + (providers.__doc__ or ""))
    assert set(told) == set(read)


def test_the_address_to_come_back_to_is_there() -> None:
    (path,) = [each.pattern for each in SINGLE_SIGN_ON if each.name == "openid_connect_callback"]
    said = dict.fromkeys(("TRUEGREEN_OIDC_URL", "TRUEGREEN_OIDC_CLIENT", "TRUEGREEN_OIDC_SECRET"), "https://x")
    (app,) = providers(said)["openid_connect"]["APPS"]
    assert f"/account/{path}".replace("<str:provider_id>", app["provider_id"]) in PAGE


def test_the_rights_that_take_a_second_factor_are_those_of_the_table() -> None:
    rows = re.findall(r"^\| ([a-z ,]+) \| (?:a code|the same)", PAGE, re.MULTILINE)
    for right in BY_SECOND_FACTOR:
        assert right.value.replace(" of their side", "") in rows
    assert len(rows) == len(BY_SECOND_FACTOR) + 1
