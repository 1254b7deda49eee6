"""A connection to the database is kept from one request to the next, and closed once its thread has ended.

Threads of the server come and go. Django's own object for a connection is part of a cycle, so that it would stay open
until somebody collects garbage; and it cannot be closed while a thread ends that Python did not begin, for SQLite then
lets go of functions of ours, which takes a thread.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from threading import local
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

_THREAD: Final = local()
_LEFT: Final[deque[Any]] = deque()
"""Connections whose threads have ended; whoever opens the next one closes them."""


class _Held:
    """What a thread holds as long as it lives."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __del__(self) -> None:
        _LEFT.append(self.connection)


@receiver(connection_created)
def opened(connection: BaseDatabaseWrapper, **more: Any) -> None:
    """Let a new connection be left when this thread ends, and close those that were left before."""
    _THREAD.held = _Held(connection.connection)
    with suppress(IndexError):
        while True:
            _LEFT.pop().close()
