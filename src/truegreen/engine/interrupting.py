"""The connections that are open in this process, so that whoever cancels can stop what they are being asked."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import Final, Protocol
from weakref import WeakSet


class Interruptible(Protocol):
    """A connection whose question can be stopped from another thread."""

    def interrupt(self) -> None:
        """Stop what is being asked, if anything is; who asked is told so by the driver's own exception."""


_OPEN: Final[WeakSet[Interruptible]] = WeakSet()
_LOCK: Final = Lock()


def opens(connection: Interruptible) -> None:
    """Note a connection as open; it is forgotten when it is closed or nobody holds it."""
    with _LOCK:
        _OPEN.add(connection)


def closes(connection: Interruptible) -> None:
    """Note that a connection is closed."""
    with _LOCK:
        _OPEN.discard(connection)


def interrupt_all() -> None:
    """Stop what every open connection is being asked."""
    with _LOCK:
        listed = list(_OPEN)
    for each in listed:
        with suppress(Exception):  # it may end at this very moment, and each driver raises what it likes
            each.interrupt()
