"""A connection to the database lasts from one request to the next, and not much longer than its thread."""

from __future__ import annotations

import gc
from pathlib import Path
from sqlite3 import ProgrammingError
from threading import Thread
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import connection

from truegreen.web.models import Member

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's connections are kept for a minute")


def asked() -> Any:
    """Ask the database as a request does, and give the connection that is left."""
    assert Member.objects.exists()
    request_finished.send(sender=None)
    return connection.connection


def asked_in_a_thread() -> Any:
    left: list[Any] = []
    thread = Thread(target=lambda: left.append(asked()))
    thread.start()
    thread.join()
    return left[0]


def test_one_connection_serves_one_request_after_the_other(workspace: Path) -> None:
    first = asked()
    assert first is not None
    assert asked() is first


def test_a_connection_whose_thread_has_ended_is_closed_before_garbage_is_collected(workspace: Path) -> None:
    gc.disable()
    try:
        left = asked_in_a_thread()
        asked_in_a_thread()
        with pytest.raises(ProgrammingError, match="closed"):
            left.execute("SELECT 1")
    finally:
        gc.enable()
