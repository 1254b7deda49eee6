"""The engine that an address names: the embedded one, PostgreSQL, or Spark."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

from truegreen.engine.engine import Engine
from truegreen.engine.postgres import Postgres
from truegreen.engine.spark import Spark
from truegreen.files.addresses import filled, unset, without_secrets

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
        name: of the finding that says so.
        remedy: what to do.
    """

    def __init__(self, name: str, says: str, remedy: str) -> None:
        super().__init__(says)
        self.name = name
        self.remedy = remedy


def is_known(url: str) -> bool:
    """Say whether an address names a kind of engine that can be asked.

    >>> is_known("sc://cluster:15002"), is_known("oracle://cluster")
    (True, False)
    """
    kind = url.partition("://")[0] if "://" in url else url.partition("[")[0]
    return kind in ("postgresql", "postgres", "sc", "spark", "local")


@contextmanager
def opened(written: str) -> Iterator[Engine | None]:
    """Reach an engine, and leave it again; None for the embedded one, which whoever builds has open already.

    Args:
        written: its address as it is written: ``${NAME}`` in it is filled in from the environment here and nowhere
            before, and what is said of it names it as it is written.

    Raises:
        EngineError: it cannot be reached, or cannot go on while it is used.
    """
    if missing := unset(written, os.environ):
        says = f"The environment has no {missing[0]}, which the address of the engine needs."
        raise EngineError("unset-variable", says, f"Set {missing[0]} before you run this.")
    url = filled(written, os.environ)
    if url in ("", EMBEDDED):
        yield None
        return
    engine = _reached(url, written)
    try:
        yield engine
    except engine.broken as wrong:
        says = f"The engine at {_plain(written)} could not go on: {first_line(wrong, written)}."
        raise EngineError(
            "engine-not-reached", says, "Nothing was half kept; see that it runs, and run again."
        ) from wrong
    finally:
        with suppress(*engine.broken):  # what has ended already need not be closed
            engine.close()


def _reached(url: str, written: str) -> Engine:
    name = _plain(written)
    if not is_known(url):
        raise EngineError("engine-not-reached", f"No engine is known by {name}.", f"Write {KNOWN}.")
    is_postgres = url.startswith(("postgresql:", "postgres:"))
    if is_postgres and _is_ambiguous(url):
        says = f"The address of the engine, {name}, has a character in its password that means something else there."
        raise EngineError(
            "engine-not-reached", says, "Write it percent-encoded: @ as %40, / as %2F, ? as %3F, # as %23, % as %25."
        )
    try:
        _knocked(url)
        return Postgres(url) if is_postgres else Spark(url)
    except ImportError as lacking:
        extra = "postgres" if is_postgres else "spark"
        raise EngineError("engine-not-reached", f"{lacking.name} is not installed, which speaks with {name}.",
                          f"Install truegreen[{extra}].") from None  # fmt: skip
    except Exception as wrong:  # noqa: BLE001 (each driver raises what it likes, and some what theirs do)
        says = f"The engine at {name} cannot be reached: {first_line(wrong, written)}."
        raise EngineError("engine-not-reached", says, "Correct engine, and see whether its server runs.") from None


def _is_ambiguous(url: str) -> bool:
    """Say whether a password is cut in pieces where the address is read, so that a driver might say one of them.

    >>> _is_ambiguous("postgresql://me:p%40ss@host:5432/db"), _is_ambiguous("postgresql://me:p/ss@host/db")
    (False, True)
    """
    rest = url.partition("://")[2]
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    user, _, hosts = authority.rpartition("@")
    ports = [each.rpartition(":")[2] for each in hosts.split(",") if ":" in each.rpartition("]")[2]]
    is_cut = "@" in user or "@" in rest[len(authority) :].partition("?")[0]
    is_odd = not all(each.isdigit() or not each for each in ports)
    return is_cut or is_odd or bool(re.search("%(?![0-9a-fA-F]{2})", user))


def _knocked(url: str) -> None:
    """See that somebody listens where a Spark is said to be: it would itself go on trying for many minutes."""
    parts = urlsplit(url) if "://" in url else None
    if parts and parts.scheme in _PORTS:
        with socket.create_connection((parts.hostname or "", parts.port or _PORTS[parts.scheme]), _SECONDS):
            pass


def _plain(url: str) -> str:
    """Write an address without what is secret about it."""
    if url.startswith(("postgresql:", "postgres:")):
        url = re.sub(r"(?<=://)\S*@", "", url)
    return _SECRET.sub("", url)


def first_line(wrong: BaseException, written: str = "") -> str:
    """Give the first line of what a driver says is wrong, without what is secret.

    Args:
        wrong: what was raised.
        written: the engine's address as it is written; what is secret of it is not said.

    >>> first_line(ConnectionError('<RPC that terminated with:\\n\\tdetails = "Connection refused"\\n>'))
    'Connection refused'
    """
    text = without_secrets(str(wrong), written, os.environ)
    told = _DETAILS.search(text)
    lines = (told[1] if told else text).strip().splitlines()
    return _plain((lines[0] if lines else type(wrong).__name__).rstrip("."))[:200]
