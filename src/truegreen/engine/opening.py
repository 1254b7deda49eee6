"""The engine that an address names: the embedded one, PostgreSQL, or Spark."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

from truegreen.engine.engine import Engine
from truegreen.engine.postgres import Postgres
from truegreen.engine.spark import Spark

EMBEDDED: Final = "duckdb"
KNOWN: Final = "duckdb, postgresql://…, sc://… or spark://…"
_PORTS: Final = {"sc": 15002, "spark": 7077}
_SECONDS: Final = 10.0
_SECRET: Final = re.compile(r"(?<=://)[^/@\s]*@|(?<=token=)[^;&\s]*|(?<=password=)[^;&\s]*")
_DETAILS: Final = re.compile(r'^\s*details = "(.+)"$', re.MULTILINE)
"""Where Spark Connect's driver says what is wrong: below a line that says that something is."""


class EngineError(Exception):
    """An engine cannot be reached, or could not go on; the message says what is so, ``remedy`` what to do.

    Attributes:
        remedy: what to do.
    """

    def __init__(self, says: str, remedy: str) -> None:
        super().__init__(says)
        self.remedy = remedy


def is_known(url: str) -> bool:
    """Say whether an address names a kind of engine that can be asked.

    >>> is_known("sc://cluster:15002"), is_known("oracle://cluster")
    (True, False)
    """
    kind = url.partition("://")[0] if "://" in url else url.partition("[")[0]
    return kind in ("postgresql", "postgres", "sc", "spark", "local")


@contextmanager
def opened(url: str) -> Iterator[Engine | None]:
    """Reach an engine, and leave it again; None for the embedded one, which whoever builds has open already.

    Raises:
        EngineError: it cannot be reached, or cannot go on while it is used.
    """
    if url in ("", EMBEDDED):
        yield None
        return
    engine = _reached(url)
    try:
        yield engine
    except engine.broken as wrong:
        says = f"The engine at {_plain(url)} could not go on: {first_line(wrong)}."
        raise EngineError(says, "Nothing was half kept; see that it runs, and run again.") from wrong
    finally:
        with suppress(*engine.broken):  # what has ended already need not be closed
            engine.close()


def _reached(url: str) -> Engine:
    if not is_known(url):
        raise EngineError(f"No engine is known by {_plain(url)}.", f"Write {KNOWN}.")
    is_postgres = url.startswith(("postgresql:", "postgres:"))
    try:
        _knocked(url)
        return Postgres(url) if is_postgres else Spark(url)
    except ImportError as lacking:
        extra = "postgres" if is_postgres else "spark"
        raise EngineError(f"{lacking.name} is not installed, which speaks with {_plain(url)}.",
                          f"Install truegreen[{extra}].") from None  # fmt: skip
    except Exception as wrong:  # noqa: BLE001 (each driver raises what it likes, and some what theirs do)
        says = f"The engine at {_plain(url)} cannot be reached: {first_line(wrong)}."
        raise EngineError(says, "Correct engine, and see whether its server runs.") from None


def _knocked(url: str) -> None:
    """See that somebody listens where a Spark is said to be: it would itself go on trying for many minutes."""
    parts = urlsplit(url) if "://" in url else None
    if parts and parts.scheme in _PORTS:
        with socket.create_connection((parts.hostname or "", parts.port or _PORTS[parts.scheme]), _SECONDS):
            pass


def _plain(url: str) -> str:
    """Write an address without what is secret about it."""
    return _SECRET.sub("", url)


def first_line(wrong: BaseException) -> str:
    """Give the first line of what a driver says is wrong, without what is secret.

    >>> first_line(ConnectionError('<RPC that terminated with:\\n\\tdetails = "Connection refused"\\n>'))
    'Connection refused'
    """
    told = _DETAILS.search(str(wrong))
    lines = (told[1] if told else str(wrong)).strip().splitlines()
    return _plain((lines[0] if lines else type(wrong).__name__).rstrip("."))[:200]
