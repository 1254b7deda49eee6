"""How the two parties look on what both read: their colours and logos."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A party's picture: ``png`` or ``jpeg``, and its bytes."""

    form: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the two parties look: colours like ``#0f5a9c``, and logos where they gave some."""

    client_colour: str = "#0f5a9c"
    provider_colour: str = "#1d6a48"
    client_logo: Logo | None = None
    provider_logo: Logo | None = None
