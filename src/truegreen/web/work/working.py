"""The worker's process: it ends when it is told to, or when the process that started it is gone."""

from __future__ import annotations

import signal
from threading import Event

from truegreen.web.upkeep.serving import ends_with_its_parent


def until_told() -> None:
    """Do jobs until this process is asked to end; a job that takes long is left to whoever takes it next."""
    import django  # noqa: PLC0415 — set up before anything of the workspace is loaded

    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    django.setup()
    from truegreen.web.work.worker import work  # noqa: PLC0415

    work(stop)


if __name__ == "__main__":
    ends_with_its_parent()
    until_told()
