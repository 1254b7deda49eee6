"""Twenty people who ask for one page after the other, all for the same one at once, and what it cost the server.

Each has a session and an address of their own. Anything that is not answered with 200 ends the measurement.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from http.client import HTTPConnection
from pathlib import Path

from tests.browser.places import PLACES

PEOPLE, WARMING, ROUNDS = 20, 3, 12
LINKED = re.compile(rb'(?:href|src)="(/(?:static|style)/[^"]+)"')
API = "/api/v1/agreements/acme-care/"
READS = (
    "scorecard/2025-12", "accounts", "truth", "validity", "statement/2025-10", "review/2025-12", "matters", "journal",
)  # fmt: skip
"""What programs read: the records behind the pages."""


def everything() -> Iterator[str]:
    """Give every address that is asked for: pages, and what programs read of an agreement."""
    yield from (each if each.startswith("/") else f"/a/acme-care/{each}" for each in PLACES.values())
    yield from (API + each for each in READS)


def serving(server: int) -> list[int]:
    """Give the processes that answer, of all that a server has started."""
    parents = {int(each.name): _status(each) for each in Path("/proc").iterdir() if each.name.isdigit()}
    own = [pid for pid, (parent, line) in parents.items() if parent == server and "upkeep.serving" in line]
    return [*own, *(pid for pid, (parent, _) in parents.items() if parent in own)]


def _status(process: Path) -> tuple[int, str]:
    try:
        return int(_stat(process)[1]), (process / "cmdline").read_text()
    except OSError:  # it ended just now
        return 0, ""


def _stat(process: Path) -> list[str]:
    """Give what the kernel tells of a process, from its state on."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def _cpu(processes: Sequence[int]) -> float:
    """Give the CPU seconds that processes have taken so far."""
    ticks = sum(int(each) for pid in processes for each in _stat(Path("/proc") / str(pid))[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def ask(port: int, processes: Sequence[int], keys: Sequence[str]) -> None:
    """Ask for each page by everybody at once, again and again, and print how long it took, its cost and its weight."""
    told = {}
    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(lambda place: _asked(port, 0, keys[0], place, 1), everything()))  # as on any day but the first
        for place in everything():

            def asks(person: int, rounds: int, place: str = place) -> list[tuple[float, bytes]]:
                return _asked(port, person, keys[person], place, rounds)

            list(people.map(asks, range(PEOPLE), [WARMING] * PEOPLE))
            before = _cpu(processes)
            answers = [each for some in people.map(asks, range(PEOPLE), [ROUNDS] * PEOPLE) for each in some]
            spent = (_cpu(processes) - before) / len(answers)
            waits = sorted(wait for wait, _ in answers)
            weight = max(len(content) for _, content in answers) + _beside(port, keys[0], answers[0][1])
            told[place] = {"p95": waits[int(len(waits) * 0.95)], "cpu": spent, "bytes": weight}
    print(json.dumps(told))


def _asked(port: int, person: int, key: str, place: str, rounds: int) -> list[tuple[float, bytes]]:
    found = []
    connection = HTTPConnection("127.0.0.1", port, source_address=(f"127.0.1.{person + 1}", 0))
    for _ in range(rounds):
        begun = time.perf_counter()
        connection.request("GET", place, headers={"Cookie": f"sessionid={key}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        content = answer.read()
        found.append((time.perf_counter() - begun, content))
        if answer.status != 200:
            raise RuntimeError(f"{place} answers {answer.status}: {content[:300]!r}")
    connection.close()
    return found


def _beside(port: int, key: str, content: bytes) -> int:
    """Give the bytes of styles and scripts that a page asks for, as they are sent."""
    page = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return sum(_weight(port, key, each.decode()) for each in set(LINKED.findall(page)))


@cache
def _weight(port: int, key: str, place: str) -> int:
    return len(_asked(port, 0, key, place, 1)[0][1])


if __name__ == "__main__":
    ask(int(sys.argv[1]), [int(each) for each in sys.argv[2].split(",")], json.loads(sys.argv[3]))
