"""A run that is killed at any point leaves what was there before, and the next one comes to what it would have."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import starter
from tests.docs.blocks import HOME
from tests.web.test_worker_runs import PREPARE, of, python
from truegreen.readings.latest import latest

pytestmark = pytest.mark.slow
POINTS = (1, 6, 20, 60)
"""After how many signs of life it is killed, one after the other."""

TABLE = re.compile(r"(?<=[a-z])_[0-9a-f]{12}\b")
"""What a table of a moment is called by, in a query that is shown."""


def runs(folder: Path, killed_after: int = 0) -> bool:
    """Have a process run the project and make ready what it shows; say whether it came to its end."""
    command, said = [sys.executable, "-m", "truegreen.web.work.child", "run"], 0
    with subprocess.Popen(
        command, cwd=HOME, env=of(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stdout
        child.stdin.write(json.dumps({"says": {}, "by": "p-owner"}) + "\n")
        child.stdin.flush()
        for line in child.stdout:
            said += 1
            if "result" in json.loads(line):
                return True
            if said == killed_after:
                child.kill()
    return False


def shown(folder: Path) -> str:
    place = folder / ".truegreen" / "shown" / "latest"
    return place.read_text("utf-8").strip() if place.exists() else ""


def on_the_shelf(folder: Path) -> dict[str, Any]:
    """Give what pages show, by name."""
    top = folder / ".truegreen" / "shown" / shown(folder)
    found = {str(path.relative_to(top)): path for path in top.rglob("*") if path.suffix in (".json", ".parts")}
    texts = {name: TABLE.sub("", path.read_text("utf-8")) for name, path in found.items() if "/" in name}
    return {name: json.loads(text) for name, text in texts.items()}


def differing(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Say where two records differ; the last digits of a sum depend on how many add it up."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            yield from differing(one.get(name), other.get(name), f"{where}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differing(mine, theirs, f"{where}[{number}]")
    elif isinstance(one, float) and isinstance(other, float) and isclose(one, other, rel_tol=1e-9):
        return
    elif one != other:
        yield f"{where}: {str(one)[:90]} | {str(other)[:90]}"


def test_wherever_it_is_killed_the_run_before_stands_and_the_next_one_is_as_if_nothing_had_been(
    tmp_path: Path,
) -> None:
    disturbed = starter(tmp_path / "disturbed")
    python(disturbed, PREPARE)
    assert runs(disturbed)
    before, shelf = (latest(disturbed / ".truegreen"), shown(disturbed)), on_the_shelf(disturbed)
    text = disturbed / "agreements" / "care.yml"
    text.write_text(f"{text.read_text('utf-8')}\n# another text\n", "utf-8")
    calm = Path(shutil.copytree(disturbed, tmp_path / "calm"))
    ended = 0
    for point in POINTS:
        if runs(disturbed, point):
            break
        ended += 1
        now = (latest(disturbed / ".truegreen"), shown(disturbed))
        assert now[1] == before[1] or on_the_shelf(disturbed)
        if now == before:
            assert list(differing(on_the_shelf(disturbed), shelf)) == []
    assert ended >= 3
    assert runs(disturbed)
    assert runs(calm)
    assert latest(disturbed / ".truegreen") == latest(calm / ".truegreen") != before[0]
    assert list(differing(on_the_shelf(disturbed), on_the_shelf(calm))) == []
    assert not list((disturbed / ".truegreen").rglob("*.new"))
