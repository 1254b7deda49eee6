"""The tests' database, as it was made, for each test anew: a file of SQLite, or a database of PostgreSQL."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import connection, connections

from truegreen.web.people.limits import forget

DROPS = {
    "sqlite": ("DROP TRIGGER journal_no_UPDATE", "DROP TRIGGER journal_no_DELETE"),
    "postgresql": ("DROP TRIGGER journal_no_change ON web_entryrow",),
}


def keep(place: Path, kept: Path) -> None:
    """Keep what was made."""
    connections.close_all()
    if connection.vendor == "sqlite":
        shutil.copy(place, kept)
    else:
        _server(f"CREATE DATABASE kept TEMPLATE {connection.settings_dict['NAME']}")


def renew(place: Path, kept: Path) -> None:
    """Put what was made in the place of what a test has written."""
    connections.close_all()
    forget()
    if connection.vendor == "sqlite":
        for each in place.parent.glob("workspace.sqlite3*"):
            each.unlink()
        shutil.copy(kept, place)
    else:
        name = connection.settings_dict["NAME"]
        _server(f"DROP DATABASE {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE kept")


def unguarded() -> None:
    """Take away what keeps the journal from being changed, as somebody might who has the database."""
    with connection.cursor() as cursor:
        for each in DROPS[connection.vendor]:
            cursor.execute(each)


def _server(*commands: str) -> None:
    import psycopg

    said = connection.settings_dict
    with psycopg.connect(
        host=said["HOST"], port=said["PORT"], user=said["USER"], dbname="postgres", autocommit=True
    ) as server:  # fmt: skip
        for each in commands:
            server.execute(each)
