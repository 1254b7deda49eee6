"""Make Django ready for a project's folder, before anything of the workspace is loaded."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Final

NEEDS: Final = ("allauth", "babel", "csp", "django", "granian", "icalendar", "ninja", "whitenoise")
"""Packages without which there is no workspace; ``truegreen[web]`` brings them."""


def not_installed() -> str:
    """Say what is missing and what to do, in a sentence; empty if nothing is."""
    gone = [each for each in NEEDS if find_spec(each) is None]
    if not gone:
        return ""
    return f"The workspace needs packages that are not installed ({', '.join(gone)}): pip install 'truegreen[web]'."


def set_up(folder: Path, address: str = "") -> None:
    """Make Django ready.

    Args:
        folder: the project's.
        address: where people reach the workspace, if the environment does not say; links in e-mails begin with it.
    """
    os.environ["TRUEGREEN_FOLDER"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "truegreen.web.settings"
    if address:
        os.environ.setdefault("TRUEGREEN_ADDRESS", address)
    import django  # noqa: PLC0415 — only where the workspace is wanted

    django.setup()
