"""Addresses as people write them, with variables of the environment in the place of what is secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, unquote

VARIABLE: Final = re.compile(r"\$\{(\w+)\}")
_PASSWORD: Final = re.compile(r"\w[\w+.-]*://[^:/@]*:(.*)@")
_TO_FIRST: Final = re.compile(r"\w[\w+.-]*://[^:/@]*:(.*?)@")
_SECRET: Final = re.compile("pass|secret|token|key", re.IGNORECASE)


def holds_password(url: str) -> bool:
    """Say whether an address, as it is written, holds a password itself.

    >>> holds_password("postgresql://me:secret@host/db"), holds_password("postgresql://me:${PASSWORD}@host/db")
    (True, False)
    """
    written = _PASSWORD.match(url)
    return bool(written and written[1] and not VARIABLE.fullmatch(written[1]))


def unset(written: str, environment: Mapping[str, str]) -> list[str]:
    """Name the variables of an address that the environment does not have.

    >>> unset("postgresql://${NAME}:${PASSWORD}@host/db", {"NAME": "me"})
    ['PASSWORD']
    """
    return [name for name in VARIABLE.findall(written) if name not in environment]


def filled(written: str, environment: Mapping[str, str]) -> str:
    """Put what the environment holds into an address.

    >>> filled("postgresql://me:${PASSWORD}@host/db", {"PASSWORD": "secret"})
    'postgresql://me:secret@host/db'
    """
    return VARIABLE.sub(lambda found: environment[found[1]], written)


def without_secrets(text: str, written: str, environment: Mapping[str, str]) -> str:
    """Take out of a text what is secret of an address: passwords and keys, and all that comes from the environment.

    >>> without_secrets("no such user: me:secret", "postgresql://me:${PASSWORD}@host/db", {"PASSWORD": "secret"})
    'no such user: me:…'
    """
    url = filled(written, environment)
    secrets = {url, *(environment[name] for name in VARIABLE.findall(written))}
    secrets |= {found[1] for each in (_PASSWORD, _TO_FIRST) if (found := each.match(url))}
    secrets |= {value for name, value in parse_qsl(re.sub("^[^?;]*[?;]", "", url).replace(";", "&"))
                if _SECRET.search(name)}  # fmt: skip
    for secret in sorted({*secrets, *map(unquote, secrets)} - {""}, key=len, reverse=True):
        text = text.replace(secret, "…")
    return text
