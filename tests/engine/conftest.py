"""A small world, built once by the embedded engine: what every other engine is held against."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.engine.built import NOW
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.world.make import make

ACME = Path(__file__).parents[2] / "examples" / "acme"


@pytest.fixture(scope="session")
def world() -> Iterator[Path]:
    """Make a small world, and build it with the embedded engine."""
    with TemporaryDirectory() as room:
        folder = Path(shutil.copytree(ACME, Path(room) / "acme"))
        make(folder, cases=1_000)
        assert run(open_project(folder), NOW)[0]
        yield folder
