"""Settings of the workspace; everything that differs between places comes from the environment.

TRUEGREEN_FOLDER is the project's folder, TRUEGREEN_DATABASE a PostgreSQL URL (SQLite in the folder if left out),
TRUEGREEN_HOSTS the names it answers to, TRUEGREEN_HTTPS whether it stands behind TLS, TRUEGREEN_SECRET_FILE where its
key lies, TRUEGREEN_OIDC_… who signs people in (``single_sign_on``); TRUEGREEN_SECOND_FACTOR=off is for demos only.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF

from truegreen.web.people.single_sign_on import APP, origins, providers
from truegreen.web.upkeep.secret import secret_of
from truegreen.web.upkeep.storage import database

FOLDER: Final = Path(os.environ.get("TRUEGREEN_FOLDER", ".")).resolve()
WORKSPACE: Final = FOLDER / "workspace"
IS_HTTPS: Final = os.environ.get("TRUEGREEN_HTTPS", "") == "1"

ADDRESS: Final = os.environ.get("TRUEGREEN_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
TOKENS = os.environ.get("TRUEGREEN_TOKENS", "") != "off"
METRICS_TOKEN: Final = os.environ.get("TRUEGREEN_METRICS_TOKEN", "")

SECRET_KEY = secret_of(Path(os.environ.get("TRUEGREEN_SECRET_FILE", WORKSPACE / "secret.key")), FOLDER)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TRUEGREEN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "truegreen.web.urls"
WSGI_APPLICATION = "truegreen.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": database(os.environ.get("TRUEGREEN_DATABASE", ""), WORKSPACE)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    APP,
    "allauth.usersessions",
    "csp",
    "truegreen.web",
]
MIDDLEWARE = [
    "truegreen.web.upkeep.watching.watched",
    "truegreen.web.gate.unkept",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "truegreen.web.people.speaking.speaking",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "account_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "truegreen.web.people.signing_in.told",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = WORKSPACE / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "web.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "truegreen.web.people.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_HTTPS else 0
MFA_TOTP_ISSUER = "Truegreen"
MFA_ADAPTER = "truegreen.web.people.signing_in.Factors"
SECOND_FACTOR = os.environ.get("TRUEGREEN_SECOND_FACTOR", "") != "off"
SOCIALACCOUNT_ADAPTER = "truegreen.web.people.signing_in.Outside"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = providers(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
CSRF_FAILURE_VIEW = "truegreen.web.gate.not_ours"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-session", "__Host-form") if IS_HTTPS else ("sessionid", "csrftoken")
)  # fmt: skip
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = ["^(health|ready|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *origins(os.environ)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 2
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "truegreen.web.uploads.incoming.Capped",
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]

EMAIL_HOST = os.environ.get("TRUEGREEN_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("TRUEGREEN_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TRUEGREEN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TRUEGREEN_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TRUEGREEN_MAIL_TLS", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("TRUEGREEN_MAIL_TLS", "") == "tls"
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("TRUEGREEN_MAIL_FROM", "truegreen@localhost")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "truegreen.web.upkeep.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["out"], "propagate": False}},
}
