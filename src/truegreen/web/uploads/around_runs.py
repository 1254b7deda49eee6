"""What stands beside runs: how records come in, and which programs may do so."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.web.doors import Asked
from truegreen.web.navigation import Way

BESIDE: Final = (
    ("runs", gettext_noop("Runs"), Right.SEE),
    ("upload", gettext_noop("Upload records"), Right.UPLOAD),
    ("programs", gettext_noop("Programs"), Right.TOKEN),
)


def tabs(asked: Asked) -> tuple[Way, ...]:
    """Give those that somebody may open."""
    return tuple(Way(door, title) for door, title, right in BESIDE
                 if denied(asked.person, right, asked.of.agreement) is None)  # fmt: skip


def tab(door: str) -> Way:
    """Give one."""
    return next(Way(each, title) for each, title, _ in BESIDE if each == door)
