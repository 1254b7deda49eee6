"""Addresses of signing in: those of allauth that are used, one by one, so that none is open unseen."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as outside
from django.conf import settings
from django.urls import path, re_path

from truegreen.web.people import vouching

SINGLE_SIGN_ON: Final[list[Any]] = [
    path("sso/<str:provider_id>/login/", vouching.login, name="openid_connect_login"),
    path("sso/<str:provider_id>/login/callback/", vouching.callback, name="openid_connect_callback"),
    path("sso/cancelled/", outside.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/error/", outside.login_error, name="socialaccount_login_error"),
]
"""Only there if the workspace has a provider of single sign-on."""
urlpatterns: list[Any] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("factor/", factors.index, name="mfa_index"),
    path("factor/ask/", factors.authenticate, name="mfa_authenticate"),
    path("factor/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("factor/app/end/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    *(SINGLE_SIGN_ON if settings.SOCIALACCOUNT_PROVIDERS else []),
]  # fmt: skip
