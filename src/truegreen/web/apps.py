"""The workspace as a part of Django: what listens is there before anybody comes."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class Web(AppConfig):
    """The workspace."""

    name = "truegreen.web"

    def ready(self) -> None:
        """Let sign-ins be listened to, and connections end with their threads."""
        import_module("truegreen.web.people.signed")
        import_module("truegreen.web.upkeep.connecting")
