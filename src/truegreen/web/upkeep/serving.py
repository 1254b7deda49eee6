"""Serve the workspace: a web server, and beside it the worker that runs, sends and lets time pass."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from time import monotonic
from typing import Any, Final

from truegreen.web.upkeep.counting import COUNTS, begin

LOG: Final = logging.getLogger("truegreen.serving")
EARLY: Final = 5.0
"""Seconds within which a server that ends never really began."""
LONGEST_PAUSE: Final = 60.0
"""Seconds between two attempts to start what ends again and again."""
LOGGED: Final[dict[str, Any]] = {
    "formatters": {"lines": {"()": "truegreen.web.upkeep.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {"_granian": {"handlers": ["out"], "propagate": False}},
}
"""The server logs as all else does."""
GRACE: Final = 15.0
"""Seconds to end in peace."""


def serve(host: str, port: int, workers: int) -> None:
    """Serve pages until it is stopped; a process that answers and dies is replaced."""
    from granian.constants import Interfaces
    from granian.server import Server

    begin(Path(os.environ["TRUEGREEN_FOLDER"]) / COUNTS)
    Server(
        "truegreen.web.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=4, log_access=False, respawn_failed_workers=True, workers_kill_timeout=10,
        log_dictconfig=LOGGED,
    ).serve()  # fmt: skip


@dataclass(slots=True)
class Part:
    """One of the processes that stand beside each other.

    Attributes:
        name: as people call it.
        command: what starts it.
        process: as it runs.
        since: when it was started.
        pause: before it is started once more.
        ends: how often it ended by itself.
    """

    name: str
    command: Sequence[str]
    process: Popen[bytes] = field(init=False)
    since: float = 0.0
    pause: float = 1.0
    ends: int = 0

    def start(self) -> None:
        """Start it; it ends when its input does, and so with this process."""
        self.process, self.since = Popen(self.command, stdin=PIPE), monotonic()  # noqa: S603 — ourselves

    def end(self) -> None:
        """End it, in peace if it does."""
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def serve_with_worker(host: str, port: int, workers: int) -> bool:
    """Serve pages with the worker beside them until it is stopped; say whether they were served."""
    stop, here = Event(), [sys.executable, "-m"]
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    web = Part("web server", [*here, "truegreen.web.upkeep.serving", host, str(port), str(workers)])
    parts = (web, Part("worker", [*here, "truegreen.web.work.working"]))
    for part in parts:
        part.start()
    try:
        return _kept(parts, web, stop)
    finally:
        for part in parts:
            part.end()


def _kept(parts: Sequence[Part], web: Part, stop: Event) -> bool:
    """Start what ends again, until told to stop; give up where the server cannot begin."""
    while not stop.wait(0.5):
        for part in (each for each in parts if each.process.poll() is not None):
            lasted = monotonic() - part.since
            if part is web and lasted < EARLY and not part.ends:
                return False
            part.ends, part.pause = part.ends + 1, 1.0 if lasted > LONGEST_PAUSE else part.pause
            LOG.error("the %s ended with %s; it is started again", part.name, part.process.returncode)
            stop.wait(part.pause)
            part.pause = min(part.pause * 2, LONGEST_PAUSE)
            part.start()
    return True


def ends_with_its_parent() -> None:
    """See to it that this process ends when the one that started it is gone, however that ended."""

    def waits() -> None:
        while os.read(0, 1024):  # nothing comes; not through sys.stdin, whose lock a forked process would inherit
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=waits, daemon=True).start()


if __name__ == "__main__":
    ends_with_its_parent()
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
