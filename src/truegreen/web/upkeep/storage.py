"""Which database: SQLite in the workspace's folder, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, folder: Path) -> dict[str, Any]:
    """Give what Django wants to know of the database.

    Args:
        url: ``postgresql://user:password@host:port/name?sslmode=require``; empty for SQLite.
        folder: where SQLite's file lies.

    Raises:
        ValueError: the URL is of another kind of database.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "workspace.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    said = urlsplit(url)
    if said.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"TRUEGREEN_DATABASE is {said.scheme}://…; write postgresql://user:password@host/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(said.path.lstrip("/")),
        "USER": unquote(said.username or ""),
        "PASSWORD": unquote(said.password or ""),
        "HOST": said.hostname or "",
        "PORT": str(said.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(said.query)),
    }
