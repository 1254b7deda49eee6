"""Weigh an upload, with little memory and time: ``python -m truegreen.web.uploads.weigher``.

It is told the project's folder and the file by a line of JSON, reads the file as a run would, and answers with a line
of JSON: how many rows, and what was found.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final

from truegreen.engine.duck import Duck
from truegreen.model.finding import Finding, Level, error, has_errors, warning
from truegreen.sources.mapping import Mapping
from truegreen.sources.stage import stage
from truegreen.systems.staging import stage as stage_system
from truegreen.units.span import Span
from truegreen.web.uploads.expected import meant
from truegreen.web.uploads.sound import ROWS, too_many_rows, unsound

MEMORY: Final = 3 << 30
"""Bytes of address space; what is really used is far less."""
SECONDS: Final = 60
_UNPACKED: Final = 600_000_000
_MOST_FINDINGS: Final = 50


def main() -> None:
    """Read the file that is named on the way in, and say what it holds."""
    told = json.load(sys.stdin)
    _limit()
    rows, findings = _read(Path(told["folder"]), Path(told["room"]), PurePosixPath(told["place"]))
    listed = [
        {"at": [each.at.file, each.at.line, each.at.column], "level": each.level, "id": each.id,
         "says": each.says[:1000], "remedy": each.remedy[:1000], "count": each.count}
        for each in findings[:_MOST_FINDINGS]
    ]  # fmt: skip
    print(json.dumps({"rows": rows, "findings": listed}))


def _limit() -> None:
    """Take as little memory, time and disk as an honest file needs, and nothing of the machine's other users."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, _UNPACKED),
        (resource.RLIMIT_NOFILE, 128), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def _read(folder: Path, room: Path, place: PurePosixPath) -> tuple[int, list[Finding]]:
    findings = list(unsound(room, place))
    if has_errors(findings):
        return 0, findings
    rows = 0
    for mapping in meant(place, folder):
        many, found = _staged(mapping, room, place)
        rows, findings = max(rows, many), findings + found
    if rows > ROWS:
        wrong = too_many_rows(rows)
        findings.append(error(Span(str(place)), wrong.name, wrong.says, wrong.remedy))
    findings += _beside(folder, place)
    return rows, sorted(findings, key=lambda each: list(Level).index(each.level))


def _beside(folder: Path, place: PurePosixPath) -> list[Finding]:
    """Warn of files of the same name with another ending: both would be read."""
    stem = place.name.partition(".")[0]
    there = sorted(each.name for each in (folder / place.parent).glob(f"{stem}.*") if each.name != place.name)
    says = f"{', '.join(there)} {'lies' if len(there) == 1 else 'lie'} there as well, and a run reads all of them."
    remedy = "If they hold the same records, have the others taken away before the next run."
    return [warning(Span(str(place)), "lies-beside", says, remedy)] if there else []


def _staged(mapping: Mapping, room: Path, place: PurePosixPath) -> tuple[int, list[Finding]]:
    """Stage the file as a run would, and give its rows and what was found."""
    with closing(Duck(spill=room / "spill", memory="600MB", threads=1)) as duck:
        does = stage_system if mapping.system else stage
        made, findings = does(duck.connection, mapping, [room / place], room)
    return max((each.rows for each in made), default=0), findings


if __name__ == "__main__":
    main()
