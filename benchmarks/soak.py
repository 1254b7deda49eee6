"""Serve a workspace for minutes or hours, walk all its pages and write, and see whether anything grows without end.

``python -m benchmarks.soak --minutes 60 --picture soak.svg``: a copy of a project's folder (``--folder``; the example
as two hundred agreements if left out) is served as ``truegreen serve`` does. Two people follow every link that they are
shown, and each round writes: an action that is opened and done, and a file that is uploaded. A table tells how memory,
open files, connections, database and folder went, and it ends with 1 if one of them grew more than what was written.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.pages import _child, _environment, _served
from benchmarks.pages_folder import example
from benchmarks.soak_walk import Walker

EVERY: Final = 10.0
"""Seconds between two looks."""
PER_WRITE: Final = 60_000
"""Bytes that one write may cost in the database, with the notices, receipts and answers that go with it."""
ROOM: Final = {"memory": 40e6, "files": 6.0, "connections": 3.0}
"""How much a figure may be higher at the end than after the first quarter, since processes breathe."""


@dataclass(frozen=True, slots=True)
class Look:
    """How things stood at one moment.

    Attributes:
        at: seconds since it began.
        memory: bytes that all processes hold, what they share counted once.
        files: open files of all processes.
        connections: of those, to the database.
        database: bytes.
        folder: bytes of all files, the database left out.
        asked: how many requests were answered.
        written: how many writes.
        wrong: how many answers were none that were hoped for.
    """

    at: float
    memory: float
    files: float
    connections: float
    database: float
    folder: float
    asked: int
    written: int
    wrong: int


def main() -> int:
    """Soak, and say what came of it."""
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--folder", type=Path, help="a project that has a workspace; a copy of it is served")
    parser.add_argument("--rest", type=float, default=0.2, help="seconds between two requests of a person")
    parser.add_argument("--picture", type=Path, help="where to draw it")
    given = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made) / "project"
        if given.folder:
            shutil.copytree(given.folder, folder)
        else:
            example(folder, os.environ.get("TRUEGREEN_BENCH_FOLDER", ""))
        looks = soaked(folder, given.minutes * 60, given.rest, is_new=not given.folder)
    print(table(looks))
    if given.picture:
        given.picture.write_text(picture(looks), "utf-8")
    wrong = verdict(looks)
    print("\n".join(wrong) or "Nothing grows but what was written.")
    return 1 if wrong else 0


def soaked(folder: Path, seconds: float, rest: float, *, is_new: bool) -> list[Look]:
    """Serve a folder, have it walked, and give how things stood."""
    environment = _environment(folder)
    if is_new:
        _child("pages_folder", "prepare", str(folder), environment=environment)
    keys = json.loads(_child("soak_walk", environment=environment))
    records = min(folder.glob("data/*.csv.gz"), key=lambda each: each.stat().st_size, default=None)
    with _served(folder) as (port, server):
        walkers = [Walker(port, key, rest, records if not place else None) for place, key in enumerate(keys)]
        begun, looks = time.monotonic(), list[Look]()
        for each in walkers:
            each.start()
        while time.monotonic() - begun < seconds and Path(f"/proc/{server}").exists():
            time.sleep(min(EVERY, seconds / 20))
            looks.append(look(time.monotonic() - begun, server, folder, walkers))
            print(looks[-1], file=sys.stderr, flush=True)
        for each in walkers:
            each.ends.set()
        for each in walkers:
            each.join()
            print(*each.wrong[:20], sep="\n", file=sys.stderr)
    return looks


def look(at: float, server: int, folder: Path, walkers: list[Walker]) -> Look:
    """Look at a server's processes and its folder."""
    processes, memory, files, connections = family(server), 0, 0, 0
    for each in processes:
        try:
            memory += int((each / "smaps_rollup").read_text().split("Pss:")[1].split()[0]) * 1024
            targets = [handle.readlink().name for handle in (each / "fd").iterdir()]
        except (OSError, IndexError):
            continue  # it has just ended
        files += len(targets)
        connections += targets.count("workspace.sqlite3")
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".log"}
    database = sum(size for path, size in sizes.items() if path.name.startswith("workspace.sqlite3"))
    return Look(
        at, memory, files, connections, database, sum(sizes.values()) - database, sum(each.asked for each in walkers),
        sum(each.written for each in walkers), sum(len(each.wrong) for each in walkers),
    )  # fmt: skip


def family(server: int) -> list[Path]:
    """Give a process and all that it started; what takes long has processes that come and go, and is left out."""
    told = {int(each.name): each for each in Path("/proc").iterdir() if each.name.isdigit()}
    parents = dict[int, int]()
    for number, place in told.items():
        try:
            parents[number] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [server]
    for number in found:
        found += [each for each, parent in parents.items() if parent == number and not _passes(told[each])]
    return [told[each] for each in found if each in told]


def _passes(place: Path) -> bool:
    try:
        said = (place / "cmdline").read_bytes()
    except OSError:
        return True
    return b"weigher" in said or b"work.child" in said


def verdict(looks: list[Look]) -> list[str]:
    """Say what grew: the last quarter is held against the second, since the first fills what is kept ready."""
    quarter = len(looks) // 4
    if not quarter:
        return ["It was too short to say anything."]
    early, late, found = looks[quarter : 2 * quarter], looks[-quarter:], list[str]()
    for name, room in ROOM.items():
        was, now = (median(getattr(each, name) for each in some) for some in (early, late))
        if now - was > room:
            found.append(f"{name} grew from {was:,.0f} to {now:,.0f}.")
    written = looks[-1].written - looks[quarter].written
    for name in ("database", "folder"):
        grew = getattr(looks[-1], name) - getattr(looks[quarter], name)
        if grew > PER_WRITE * max(written, 1) + 5e6:
            found.append(f"The {name} grew by {grew:,.0f} bytes in {written} writes.")
    if looks[-1].wrong:
        found.append(f"{looks[-1].wrong} answers were wrong.")
    return found


def table(looks: list[Look]) -> str:
    """Give some dozen of the looks, one a line."""
    head = ("minute", "memory MB", "files", "connections", "database MB", "folder MB", "asked", "written", "wrong")
    rows = [
        (f"{each.at / 60:.1f}", f"{each.memory / 1e6:.0f}", f"{each.files:.0f}", f"{each.connections:.0f}",
         f"{each.database / 1e6:.2f}", f"{each.folder / 1e6:.1f}", each.asked, each.written, each.wrong)
        for each in looks[:: max(len(looks) // 12, 1)]
    ]  # fmt: skip
    return "\n".join("".join(f"{cell:>13}" for cell in row) for row in (head, *rows))


def picture(looks: list[Look]) -> str:
    """Draw each figure over time, from zero."""
    names, wide, high = ("memory", "files", "connections", "database", "folder"), 640, 110
    drawn = list[str]()
    for place, name in enumerate(names):
        most, top = max(getattr(each, name) for each in looks) or 1, place * (high + 30) + 24
        points = " ".join(
            f"{wide * each.at / looks[-1].at:.1f},{top + high * (1 - getattr(each, name) / most):.1f}" for each in looks
        )
        drawn.append(f'<text x="0" y="{top - 6}">{name}, up to {most:,.0f}, in {looks[-1].at / 60:.0f} minutes</text>'
                     f'<path d="M0 {top + high}H{wide}" stroke="#999"/>'
                     f'<polyline points="{points}" fill="none" stroke="#2563a8" stroke-width="1.5"/>')  # fmt: skip
    tall = len(names) * (high + 30)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" font-family="sans-serif" '
            f'font-size="12">{"".join(drawn)}</svg>')  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
