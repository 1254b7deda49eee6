"""What a build left behind, value by value; and builds as somebody starts them, that can be watched and interrupted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from truegreen.engine.duck import Duck
from truegreen.readings.runs import latest_cells, named_cells

NOW: Final = datetime(2026, 1, 2)
SECONDS: Final = 600.0
"""How long a build may take on a machine that has much else to do."""
VERB: Final = "from truegreen.cli import main; main()"
Rows = dict[str, list[tuple[object, ...]]]


def built(folder: Path) -> Rows:
    """Give the rows of the latest run's cells and of all clocks, by month, whatever the files are called."""
    store, found = folder / ".truegreen", Rows()
    cells = latest_cells(store).files.values()
    named = [store / name for each in cells for name in (each.file, each.spreads) if name]
    clocks = [*(store / "clocks").rglob("*.parquet")]
    with closing(Duck()) as duck:
        for path in (*named, *clocks):
            loaded = "EXCLUDE (ingested_at)" if path in clocks else ""
            query = f"SELECT * {loaded} FROM read_parquet('{path}', hive_partitioning = false) ORDER BY ALL"
            columns = [column[:2] for column in duck.rows(f"DESCRIBE {query}")]
            found[f"{path.parent.relative_to(store)}/{path.name.partition('-')[0]}"] = [*columns, *duck.rows(query)]
    return found


def same(one: Path, other: Path) -> None:
    expected, found = built(one), built(other)
    assert {name.partition("/")[0] for name in expected} == {"cells", "clocks"}
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


def copied(world: Path, room: Path) -> Path:
    """Give the world's records, of which nothing is built yet."""
    return Path(shutil.copytree(world, room / "acme", ignore=shutil.ignore_patterns(".truegreen")))


def left_behind(world: Path, room: Path) -> Path:
    """Give the world as it was built, and then something was said that makes another run of it."""
    folder = Path(shutil.copytree(world, room / "acme"))
    with (folder / "truegreen.toml").open("a", encoding="utf-8") as settings:
        settings.write("# and all that was agreed since\n")
    return folder


def standing(folder: Path) -> Mapping[str, bytes]:
    """Give what the runs so far consist of, byte by byte."""
    store = folder / ".truegreen"
    files = [store / "latest", *(path for path in (store / "runs").rglob("*") if path.is_file()), *named_cells(store)]
    return {str(path.relative_to(store)): path.read_bytes() for path in files}


@dataclass(frozen=True, slots=True)
class Build:
    """A build by the verb, as a process of its own.

    Attributes:
        process: which.
        folder: what is built.
        room: where what it says is kept.
    """

    process: subprocess.Popen[bytes]
    folder: Path
    room: Path

    def until(self, sign: Callable[[], object]) -> bool:
        """Wait for a sign; say whether it came before the end."""
        while self.process.poll() is None:
            if sign():
                return True
            time.sleep(0.01)
        return False

    def measures(self) -> bool:
        """Say whether it has begun to write cells."""
        known = {*named_cells(self.folder / ".truegreen")}
        return any(path not in known for path in (self.folder / ".truegreen" / "cells").rglob("*.parquet"))

    def end(self) -> tuple[int, list[dict[str, Any]]]:
        """Wait for its end, and give its exit code and its findings; it must have said no traceback and no warning."""
        code = self.process.wait(SECONDS)
        said, complained = ((self.room / name).read_text("utf-8", "replace") for name in ("said", "complained"))
        assert "Traceback" not in complained, complained[-4000:]
        assert "UserWarning" not in complained, complained[-4000:]
        assert said, complained[-4000:]
        return code, json.loads(said)["findings"]


def ended(build: Build) -> None:
    """See that a build came to its end."""
    code, findings = build.end()
    assert code == 0, findings


def stopped(build: Build, before: Mapping[str, bytes], world: Path) -> None:
    """See that a build was stopped, said so in a sentence, and left all that was there before.

    Where the machine was so busy that it had ended before anything happened to it, it has to be whole.
    """
    code, findings = build.end()
    if code == 0:
        same(world, build.folder)
        return
    assert code == 1
    assert [each["id"] for each in findings] == ["engine-not-reached"]
    assert "could not go on" in findings[0]["says"]
    assert "run again" in findings[0]["remedy"]
    assert standing(build.folder) == before


@contextmanager
def building(folder: Path, url: str, room: Path, environment: Mapping[str, str] = os.environ) -> Iterator[Build]:
    """Start a build, and see that it has ended."""
    words = [sys.executable, "-c", VERB, "run", str(folder), "--engine", url, "--json"]
    with (room / "said").open("wb") as said, (room / "complained").open("wb") as complained:
        process = subprocess.Popen(words, env=environment, stdout=said, stderr=complained)
        try:
            yield Build(process, folder, room)
        finally:
            process.kill()
            process.wait()
