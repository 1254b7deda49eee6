"""A real workspace for tests: the example's agreement, SQLite in a file, and somebody at each post of both sides."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

FOLDER = Path(mkdtemp(prefix="truegreen-web-"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
shutil.copytree(EXAMPLE, FOLDER, dirs_exist_ok=True)
(FOLDER / "workspace" / "static").mkdir(parents=True)
os.environ["TRUEGREEN_FOLDER"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "truegreen.web.settings"

import django  # noqa: E402

django.setup()

from tests.web.databases import keep, renew  # noqa: E402
from tests.web.people import seated  # noqa: E402
from truegreen.web.upkeep.starting import prepare  # noqa: E402

KEPT = FOLDER / "kept.sqlite3"


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """Make the database once: migrated, and with everybody in it."""
    prepare()
    seated()
    place = FOLDER / "workspace" / "workspace.sqlite3"
    keep(place, KEPT)
    yield place
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture
def workspace(made: Path) -> Iterator[Path]:
    """Give the workspace as it was made; what a test writes is really written, and gone after it."""
    from django.db import connections

    from truegreen.web.shown.alike import forget

    renew(made, KEPT)
    forget()  # what a process keeps of pages is of the workspace before
    yield FOLDER
    connections.close_all()
